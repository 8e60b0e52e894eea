import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Api, serveApi } from "../../src/api/index.js";
import type { Handlers, PlainMessage } from "../../src/plain-message.js";
import { packAny } from "../../src/protos/index.js";
import { StatusError } from "../../src/status.js";
import { clients, type Protocol } from "./clients.js";

const PARENT = "projects/p/locations/europe-west1";
const SERVICE = `${PARENT}/services/hello`;
const RUN = "google.cloud.run.v2";
const PROTOCOLS: readonly Protocol[] = ["gRPC", "HTTP/JSON", "HTTP/JSON with enums by number"];

describe.each(PROTOCOLS)("Google's clients by %s", (protocol) => {
  let api: Api;
  let client: ReturnType<typeof clients>;
  let faults: string[] = [];
  let polls = 0;
  let handlers: Record<string, Handlers[string]> = {};
  let seen: PlainMessage[] = [];

  beforeEach(async () => {
    faults = [];
    polls = 0;
    seen = [];
    handlers = {};
    api = await serveApi({ handlers, host: "127.0.0.1", port: 0, log: (_, cause) => faults.push(String(cause)) });
    client = clients(api.port, protocol);
  });

  afterEach(async () => {
    await client.close();
    await api.close();
  });

  const answer = (method: string, response: PlainMessage) => {
    handlers[method] = async (request) => {
      seen.push(request);
      return response;
    };
  };

  /** An operation that ends at its second poll. */
  const operation = (method: string, end: PlainMessage, type = "Service") => {
    const started = { name: `${PARENT}/operations/o1`, metadata: packAny(`${RUN}.${type}`, { name: SERVICE }) };
    answer(method, started);
    handlers["google.longrunning.Operations.GetOperation"] = async (request) => {
      polls += 1;
      expect(request).toEqual({ name: started.name });
      return polls < 2 ? started : { ...started, done: true, ...end };
    };
  };

  it("create a service, and wait for its operation", async () => {
    const service = {
      name: SERVICE,
      generation: "1",
      ingress: "INGRESS_TRAFFIC_ALL",
      createTime: { seconds: "1767225600" },
    };
    operation(`${RUN}.Services.CreateService`, { response: packAny(`${RUN}.Service`, service) });
    const [pending] = await client.services.createService({
      parent: PARENT,
      serviceId: "hello",
      service: {
        template: { containers: [{ image: "hello", env: [{ name: "A", value: "" }] }], timeout: { seconds: 30 } },
        traffic: [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION", revision: "hello-1", percent: 100 }],
        ingress: "INGRESS_TRAFFIC_INTERNAL_ONLY",
      },
    });
    const [created, metadata] = await pending.promise();
    expect([created.name, String(created.generation), created.ingress]).toEqual([SERVICE, "1", 1]);
    expect(String(created.createTime?.seconds)).toBe("1767225600");
    expect(metadata).toMatchObject({ name: SERVICE });
    expect(polls).toBe(2);
    expect(seen).toEqual([
      {
        parent: PARENT,
        serviceId: "hello",
        service: {
          template: { containers: [{ image: "hello", env: [{ name: "A", value: "" }] }], timeout: { seconds: "30" } },
          traffic: [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION", revision: "hello-1", percent: 100 }],
          ingress: "INGRESS_TRAFFIC_INTERNAL_ONLY",
        },
      },
    ]);
  });

  it("are told that an operation failed, and by which code", async () => {
    const message = "Revision 'hello-1' is not ready and cannot serve traffic.";
    operation(`${RUN}.Services.DeleteService`, { error: { code: 9, message } });
    const [pending] = await client.services.deleteService({ name: SERVICE, etag: '"e"' });
    await expect(pending.promise()).rejects.toMatchObject({ code: 9, message: expect.stringContaining(message) });
    expect(seen).toEqual([{ name: SERVICE, etag: '"e"' }]);
  });

  it("update the traffic of a service by its mask", async () => {
    operation(`${RUN}.Services.UpdateService`, { response: packAny(`${RUN}.Service`, { name: SERVICE }) });
    const [pending] = await client.services.updateService({
      service: { name: SERVICE, traffic: [{ percent: 10, tag: "green" }] },
      updateMask: { paths: ["traffic", "launch_stage"] },
      validateOnly: true,
    });
    await pending.promise();
    expect(seen).toEqual([
      {
        service: { name: SERVICE, traffic: [{ percent: 10, tag: "green" }] },
        updateMask: { paths: ["traffic", "launch_stage"] },
        validateOnly: true,
      },
    ]);
  });

  it("list page by page", async () => {
    handlers[`${RUN}.Revisions.ListRevisions`] = async (request) => {
      seen.push(request);
      const isFirst = request["pageToken"] === undefined;
      return { revisions: [{ name: isFirst ? "r1" : "r2" }], ...(isFirst ? { nextPageToken: "next" } : {}) };
    };
    const [revisions] = await client.revisions.listRevisions({ parent: SERVICE, pageSize: 1, showDeleted: true });
    expect(revisions.map(({ name }) => name)).toEqual(["r1", "r2"]);
    const request = { parent: SERVICE, pageSize: 1, showDeleted: true };
    expect(seen).toEqual([request, { ...request, pageToken: "next" }]);
  });

  it("run a job, and get its execution", async () => {
    const name = `${PARENT}/jobs/migrate`;
    operation(`${RUN}.Jobs.RunJob`, { response: packAny(`${RUN}.Execution`, { succeededCount: 1 }) }, "Execution");
    answer(`${RUN}.Executions.GetExecution`, { name: `${name}/executions/e1`, taskCount: 3 });
    const [pending] = await client.jobs.runJob({ name, overrides: { taskCount: 3 } });
    expect((await pending.promise())[0]).toMatchObject({ succeededCount: 1 });
    expect((await client.executions.getExecution({ name: `${name}/executions/e1` }))[0]).toMatchObject({
      taskCount: 3,
    });
    expect(seen).toEqual([{ name, overrides: { taskCount: 3 } }, { name: `${name}/executions/e1` }]);
  });

  it("get, set and test IAM policies", async () => {
    const policy = { bindings: [{ role: "roles/run.invoker", members: ["allUsers"] }], etag: Buffer.from("e") };
    answer(`${RUN}.Services.SetIamPolicy`, policy);
    answer(`${RUN}.Services.GetIamPolicy`, policy);
    answer(`${RUN}.Services.TestIamPermissions`, { permissions: ["run.services.get"] });
    const bindings = [{ role: "roles/run.invoker", members: ["allUsers"] }];
    const [set] = await client.services.setIamPolicy({ resource: SERVICE, policy: { bindings } });
    const [got] = await client.services.getIamPolicy({ resource: SERVICE, options: { requestedPolicyVersion: 3 } });
    const permissions = ["run.services.get"];
    expect((await client.services.testIamPermissions({ resource: SERVICE, permissions }))[0].permissions).toEqual(
      permissions,
    );
    expect([set.bindings?.[0]?.members, got.bindings?.[0]?.members]).toEqual([["allUsers"], ["allUsers"]]);
    expect(seen).toEqual([
      { resource: SERVICE, policy: { bindings } },
      { resource: SERVICE, options: { requestedPolicyVersion: 3 } },
      { resource: SERVICE, permissions },
    ]);
  });

  it("read time series", async () => {
    const point = { interval: { endTime: { seconds: "60" } }, value: { int64Value: "42" } };
    answer("google.monitoring.v3.MetricService.ListTimeSeries", { timeSeries: [{ points: [point] }] });
    const [series] = await client.metrics.listTimeSeries({
      name: "projects/p",
      filter: 'metric.type = "run.googleapis.com/request_count"',
      interval: { startTime: { seconds: 1 }, endTime: { seconds: 60 } },
      aggregation: { alignmentPeriod: { seconds: 60 }, groupByFields: ["a", "b"], perSeriesAligner: "ALIGN_RATE" },
      view: "FULL",
    });
    expect(String(series[0]?.points?.[0]?.value?.int64Value)).toBe("42");
    expect(seen[0]).toMatchObject({
      filter: 'metric.type = "run.googleapis.com/request_count"',
      interval: { startTime: { seconds: "1" }, endTime: { seconds: "60" } },
      aggregation: { alignmentPeriod: { seconds: "60" }, groupByFields: ["a", "b"], perSeriesAligner: "ALIGN_RATE" },
    });
  });

  it.each([
    ["NOT_FOUND", 5],
    ["ALREADY_EXISTS", 6],
    ["FAILED_PRECONDITION", 9],
    ["ABORTED", 10],
    ["PERMISSION_DENIED", 7],
  ] as const)("are told %s with its message", async (code, number) => {
    handlers[`${RUN}.Services.GetService`] = async () => {
      throw new StatusError(code, `it is ${code} — 'ü'`);
    };
    const failure = client.services.getService({ name: SERVICE });
    await expect(failure).rejects.toMatchObject({
      code: number,
      message: expect.stringContaining(`it is ${code} — 'ü'`),
    });
  });

  it("are told which fields are wrong", async () => {
    const violation = { field: "service.template", description: "it is wrong" };
    handlers[`${RUN}.Services.GetService`] = async () => {
      throw new StatusError("INVALID_ARGUMENT", "wrong", [violation]);
    };
    const failure = (await client.services.getService({ name: SERVICE }).catch((error) => error)) as {
      statusDetails: { fieldViolations: unknown[] }[];
    };
    expect(failure.statusDetails[0]?.fieldViolations[0]).toMatchObject(violation);
  });

  it("are told no more than INTERNAL of a fault inside", async () => {
    handlers[`${RUN}.Services.GetService`] = async () => ({ noSuchField: 1 });
    const failure = client.services.getService({ name: SERVICE });
    await expect(failure).rejects.toMatchObject({
      code: 13,
      message: expect.stringContaining("Internal error encountered."),
    });
    expect(faults).toEqual(["Error: google.cloud.run.v2.Service has no field noSuchField"]);
  });

  it("are told UNIMPLEMENTED where nobody handles a method", async () => {
    await expect(client.jobs.deleteJob({ name: `${PARENT}/jobs/j` })).rejects.toMatchObject({ code: 12 });
  });
});
