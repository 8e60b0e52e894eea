import { describe, expect, it } from "vitest";
import { METHODS } from "../../src/protos/index.js";
import { pathMatcher } from "../../src/protos/path-template.js";

const bindings = (fullName: string) =>
  METHODS.find((method) => method.fullName === fullName)?.bindings.map(({ verb, template, body }) => [
    verb,
    template,
    body,
  ]);

describe("METHODS", () => {
  it("has every method of the services that are served", () => {
    const count: Record<string, number> = {};
    for (const { service } of METHODS) count[service] = (count[service] ?? 0) + 1;
    expect(count).toEqual({
      "google.cloud.run.v2.Services": 8,
      "google.cloud.run.v2.Revisions": 3,
      "google.cloud.run.v2.Jobs": 9,
      "google.cloud.run.v2.Executions": 4,
      "google.cloud.run.v2.Tasks": 2,
      "google.longrunning.Operations": 5,
      "google.monitoring.v3.MetricService": 9,
    });
  });

  it("has a binding for each, but for what Cloud Run does not serve by HTTP", () => {
    const without = METHODS.filter((method) => method.bindings.length === 0).map(({ fullName }) => fullName);
    expect(without).toEqual(["google.longrunning.Operations.CancelOperation"]);
  });

  it("has one additional binding, and several", () => {
    expect(bindings("google.cloud.run.v2.Revisions.GetRevision")).toEqual([
      ["GET", "/v2/{name=projects/*/locations/*/services/*/revisions/*}", undefined],
      ["GET", "/v2/{name=projects/*/locations/*/workerPools/*/revisions/*}", undefined],
    ]);
    expect(bindings("google.monitoring.v3.MetricService.ListTimeSeries")).toHaveLength(3);
  });

  it("has operations where Cloud Run serves them", () => {
    expect(bindings("google.longrunning.Operations.WaitOperation")).toEqual([
      ["POST", "/v2/{name=projects/*/locations/*/operations/*}:wait", "*"],
    ]);
  });
});

describe("pathMatcher", () => {
  const service = "/v2/{name=projects/*/locations/*/services/*}";
  it.each([
    [service, "/v2/projects/p/locations/l/services/s", { name: "projects/p/locations/l/services/s" }],
    [
      service,
      "/v2/projects/example.com:p/locations/l/services/s",
      { name: "projects/example.com:p/locations/l/services/s" },
    ],
    [service, "/v2/projects/p/locations/l/services/s:run", undefined],
    [service, "/v2/projects/p/locations/l/services/s/revisions/r", undefined],
    [service, "/v2/projects//locations/l/services/s", undefined],
    [service, "/v2/projects/a%20b/locations/l/services/s%2Ft", { name: "projects/a b/locations/l/services/s%2Ft" }],
    [service, "/v2/projects/%zz/locations/l/services/s", undefined],
    [
      `${service}:setIamPolicy`,
      "/v2/projects/p/locations/l/services/s:setIamPolicy",
      { name: "projects/p/locations/l/services/s" },
    ],
    [`${service}:setIamPolicy`, "/v2/projects/p/locations/l/services/s", undefined],
    ["/v2/{service.name=services/*}", "/v2/services/s", { "service.name": "services/s" }],
    [
      "/v3/{name=projects/*/metricDescriptors/**}",
      "/v3/projects/p/metricDescriptors/a/b",
      { name: "projects/p/metricDescriptors/a/b" },
    ],
  ])("of %s makes of %s %o", (template, path, fields) => {
    expect(pathMatcher(template)(path)).toEqual(fields);
  });
});
