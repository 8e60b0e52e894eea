import { describe, expect, it } from "vitest";
import { problems } from "./reading.js";

/** A file whose service `api` has these lines. */
const service = (...lines: string[]) =>
  `name: shop\nservices:\n  web: { path: web }\n  api:\n    path: api\n${lines.map((line) => `    ${line}\n`).join("")}`;

/** A file with one plain service and these lines. */
const file = (...lines: string[]) => `name: shop\nservices: { api: { path: api } }\n${lines.join("\n")}\n`;

const GITOPS =
  "gitops: { repository: https://git.test/x, path: a, token: t, argocd: { server: https://cd.test, application: a, token: t } }";

describe("contradictions within a service", () => {
  it.each([
    ["needs: [webb]", 'services.api.needs[0]: seen "webb", allowed: web; did you mean `web`?'],
    [
      "needs: [api]",
      "services.api.needs: seen the cycle api → api, allowed: an order in which each service can be released",
    ],
    ["scaling: { min: 11 }", "services.api.scaling.min: seen 11, allowed: at most max, 10"],
    [
      'scaling: { schedule: [{ from: "08:00", to: "18:00", min: 12 }] }',
      "scaling.schedule[0].min: seen 12, allowed: at most max, 10",
    ],
    ['scaling: { schedule: [{ from: "18:00", to: "08:00", min: 1 }] }', "scaling.schedule[0].to: seen no later time"],
    ["env: { PORT: '80' }", "services.api.env.PORT: seen PORT, allowed: a variable that Cloud Run does not set itself"],
    ["secrets: { K_SERVICE: x }", "services.api.secrets.K_SERVICE: seen K_SERVICE, allowed: a variable"],
    [
      "uses: { postgres: { env: URL }, redis: { env: URL } }",
      "services.api.uses.redis.env: seen URL in another use too, allowed: each variable once",
    ],
    [
      "smoke: [{ status: 200 }]",
      "services.api.smoke[0]: seen no method, allowed: one of get, head, post, put, patch, delete",
    ],
    ["smoke: [{ get: /, post: / }]", "services.api.smoke[0]: seen get and post, allowed: one of get"],
    [
      "smoke: [{ post: /, json: 1, body: x }]",
      "services.api.smoke[0].body: seen json too, allowed: either json or body",
    ],
    [
      "smoke: [{ get: /, json: 1 }]",
      "services.api.smoke[0].json: seen a body with get or head, allowed: a body with post",
    ],
    [
      "vpc: {}",
      "services.api.vpc: seen neither a connector nor a network, allowed: a connector, or network and subnet",
    ],
    ["vpc: { connector: c, subnet: s }", "services.api.vpc: seen both a connector and a network"],
    [
      "platform: gitops",
      "services.api.platform: seen gitops, allowed: cloud-run, unless the environment's target is gitops",
    ],
  ])("finds them in %s", (line, message) => {
    const text = `${service(line)}environments: { staging: { project: shop-stg, regions: [europe-west6] } }\n`;
    expect(problems(text)).toEqual([expect.stringContaining(message)]);
  });

  it("gives each variable one source", () => {
    expect(problems(service("env: { A: x }", "secrets: { A: a }"))).toEqual([
      "slipway.yaml:7:16 services.api.secrets.A: seen A in env too, allowed: each variable once",
    ]);
    expect(problems(service("env: { REDIS_URL: x }", "uses: { redis: {} }"))).toEqual([
      "slipway.yaml:7:13 services.api.uses.redis.env: seen REDIS_URL in env too, allowed: each variable once",
    ]);
  });

  it("lets a use stand in for a secret", () => {
    expect(problems(service("uses: { postgres: {} }", "secrets: { DATABASE_URL: database-url }"))).toEqual([]);
  });

  it("names a cycle once, with all its services", () => {
    const text =
      "name: x\nservices:\n  a: { path: a, needs: [b] }\n  b: { path: b, needs: [c] }\n  c: { path: c, needs: [a] }\n  d: { path: d, needs: [a] }\n";
    expect(problems(text)).toEqual([
      "slipway.yaml:3:17 services.a.needs: seen the cycle a → b → c → a, allowed: an order in which each service can be released",
    ]);
  });

  it("finds a cycle that only an override makes", () => {
    const text = `name: x
services:
  a: { path: a, needs: [b] }
  b: { path: b }
environments:
  local: { target: local, services: { b: { needs: [a] } } }
`;
    expect(problems(text)).toEqual([
      expect.stringMatching(/^slipway\.yaml:3:17 services\.a\.needs: seen the cycle a → b → a/),
    ]);
  });
});

describe("limits of Cloud Run", () => {
  it.each([
    ["resources: { cpu: 0.25, memory: 1Gi }", "resources.memory: seen 1Gi, allowed: 128Mi to 512Mi with 0.25 CPU"],
    ["resources: { cpu: 1, memory: 8Gi }", "resources.memory: seen 8Gi, allowed: 128Mi to 4Gi with 1 CPU"],
    ["resources: { cpu: 8 }", "services.api.resources.memory: seen 512Mi, allowed: 4Gi to 32Gi with 8 CPU"],
    ["resources: { cpu: 3 }", "resources.cpu: seen 3, allowed: up to 1, or 2, 4, 6 or 8, without a GPU"],
    ["resources: { cpu: 0.5, cpuIdle: false }", "resources.cpuIdle: seen false, allowed: true with less than 1 CPU"],
    [
      "resources: { gpu: { type: nvidia-l4 }, memory: 16Gi, cpuIdle: false }",
      "resources.cpu: seen 1, allowed: at least 4 beside nvidia-l4",
    ],
    [
      "resources: { gpu: { type: nvidia-l4 }, cpu: 4, cpuIdle: false }",
      "resources.memory: seen 512Mi, allowed: at least 16Gi beside nvidia-l4",
    ],
    [
      "resources: { gpu: { type: nvidia-l4 }, cpu: 4, memory: 16Gi }",
      "resources.cpuIdle: seen true, allowed: false beside nvidia-l4",
    ],
    [
      "resources: { gpu: { type: nvidia-rtx-pro-6000 }, cpu: 8, memory: 80Gi, cpuIdle: false }",
      "resources.cpu: seen 8, allowed: at least 20 beside",
    ],
    [
      "probes: { liveness: { timeout: 20s } }",
      "probes.liveness.timeout: seen 20s, allowed: at most the time between probes, 10s",
    ],
    [
      "probes: { startup: { every: 30s, failures: 9 } }",
      "probes.startup.failures: seen 9 times 30s, allowed: a start of at most 240s in all",
    ],
  ])("refuse %s", (line, message) => {
    const found = problems(service(line, ...(line.includes("cpu: 0.") ? ["scaling: { concurrency: 1 }"] : [])));
    expect(found).toEqual([expect.stringContaining(message)]);
  });

  it("allow less than one CPU one request at a time only", () => {
    expect(problems(service("resources: { cpu: 0.5 }"))).toEqual([
      expect.stringContaining("services.api.scaling.concurrency: seen 80, allowed: 1 with less than 1 CPU"),
    ]);
    expect(problems(service("resources: { cpu: 0.5 }", "scaling: { concurrency: 1 }"))).toEqual([]);
  });
});

describe("contradictions within an environment", () => {
  it.each([
    ["canary: { steps: [50%, 25%] }", "canary.steps: seen 50%, 25%, allowed: each more than the one before"],
    ["canary: { steps: [5%, 5%] }", "canary.steps: seen 5%, 5%"],
    ["budget: { monthly: $5, alerts: [90%, 50%] }", "budget.alerts: seen 90%, 50%"],
    ["timezone: Africa/Atlantis", 'timezone: seen "Africa/Atlantis", allowed: a time zone such as Africa/Johannesburg'],
    ["windows: [{ from: '15:00', to: '10:00' }]", "windows[0].to: seen no later time"],
    [
      "freezes: [{ from: 2026-12-24, to: 2026-12-20, because: x }]",
      "freezes[0].to: seen 2026-12-20, allowed: a day from 2026-12-24 on",
    ],
    [
      "environments: { a: { project: shop-stg } }",
      "environments.a.regions: seen nothing, allowed: at least one region, such as [europe-west6]",
    ],
    [
      "environments: { a: { regions: [europe-west6] } }",
      "environments.a.project: seen nothing, allowed: the id of a Google Cloud project",
    ],
    [
      "environments: { a: { project: shop-stg, regions: [europe-west6, [me-west1, europe-west6]] } }",
      "environments.a.regions: seen europe-west6 twice, allowed: each region once",
    ],
    [
      "environments: { a: { target: gitops } }",
      "environments.a.gitops: seen nothing, allowed: a map with repository, path, token and argocd",
    ],
    [
      `environments: { a: { project: shop-stg, regions: [europe-west6], ${GITOPS} } }`,
      "environments.a.gitops: seen target google, allowed: nothing, unless the target is gitops",
    ],
    [
      `environments: { a: { target: gitops, ${GITOPS}, services: { api: { platform: cloud-run } }, regions: [europe-west6] } }`,
      "environments.a.project: seen nothing",
    ],
    [
      "environments: { a: { project: shop-stg, regions: [europe-west6], services: { api: { regions: [me-west1] } } } }",
      "environments.a.services.api.regions[0]: seen me-west1, allowed: europe-west6",
    ],
    [
      "environments: { a: { target: local, seed: true, approval: required } }",
      "environments.a.seed: seen true, allowed: false where approval is required",
    ],
    [
      "environments: { a: { target: local, services: { apj: {} } } }",
      'environments.a.services.apj: seen "apj", allowed: api; did you mean `api`?',
    ],
    [
      "environments: { a: { target: local, promoteFrom: b } }",
      'environments.a.promoteFrom: seen "b", allowed: nothing, there is no other',
    ],
    [
      "environments: { a: { target: local, promoteFrom: a } }",
      "environments.a.promoteFrom: seen the cycle a → a, allowed: an environment that is released before",
    ],
    [
      "environments: { a: { target: local, services: { api: { resources: { cpu: 8 } } } } }",
      "environments.a.services.api.resources.memory: seen 512Mi, allowed: 4Gi to 32Gi with 8 CPU",
    ],
  ])("are found in %s", (line, message) => {
    expect(problems(file(line))).toEqual([expect.stringContaining(message)]);
  });

  it("point at the line of the override that made them", () => {
    const text = `name: shop
services:
  api: { path: api, scaling: { max: 5 } }
environments:
  local:
    target: local
    services:
      api: { scaling: { min: 6 } }
`;
    expect(problems(text)).toEqual([
      "slipway.yaml:8:25 environments.local.services.api.scaling.min: seen 6, allowed: at most max, 5",
    ]);
  });
});

describe("contradictions between environments", () => {
  const two = (first: string, second: string) =>
    file(`environments:\n  a: { target: local, terraform: ${first} }\n  b: { target: local, terraform: ${second} }`);

  it("are two with one Terraform state", () => {
    expect(problems(two("infra", "infra/"))).toEqual([
      "slipway.yaml:5:23 environments.b.terraform: seen the state of a (infra, workspace default), allowed: another folder, or the same folder with another workspace",
    ]);
    expect(problems(two("infra", "{ path: infra, workspace: b }"))).toEqual([]);
  });
});
