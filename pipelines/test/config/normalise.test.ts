import { describe, expect, it } from "vitest";
import { environmentOf } from "../../config/index.js";
import { sound } from "./reading.js";

const SHOP = `name: shop
services:
  api:
    path: ./services/api/
    env: { LEVEL: info, REGION: eu }
    args: [--port, "8080", --verbose]
    resources: { cpu: 2, memory: 2Gi }
    scaling: { min: 0, max: 10 }
  web: { path: web }
canary: { steps: [5%, { share: 25, hold: 1h }], hold: 90s, objectives: { slow: { over: 0.8s } } }
scan: { fail: { critical: 0, high: 2, licenses: { high: 50 } } }
environments:
  local: { target: local }
  production:
    project: shop-prd
    regions: [africa-south1, [europe-west6, me-west1]]
    canary: { hold: 10m, objectives: { errors: 0.5% } }
    timezone: Africa/Johannesburg
    services:
      api: { scaling: { min: 2 }, args: [--quiet], env: { LEVEL: warn }, probes: { liveness: { get: /up } } }
`;

describe("readConfig, of overrides", () => {
  const { config } = sound(SHOP);
  const production = environmentOf(config, "production");
  const api = production.services["api"];

  it("merges maps key by key, at any depth", () => {
    expect(api?.scaling).toEqual({ min: 2, max: 10, concurrency: 80, schedule: [] });
    expect(api?.env).toEqual({ LEVEL: "warn", REGION: "eu" });
    expect(production.canary.objectives).toEqual({ errorRatePercent: 0.5, slow: { overMillis: 800, ratePercent: 5 } });
  });

  it("replaces lists and single values", () => {
    expect(api?.args).toEqual(["--quiet"]);
    expect(production.timezone).toBe("Africa/Johannesburg");
  });

  it("adds what the service does not have, with its defaults", () => {
    expect(api?.probes.liveness).toEqual({
      kind: "http",
      path: "/up",
      afterSeconds: 0,
      everySeconds: 10,
      timeoutSeconds: 1,
      failures: 3,
    });
  });

  it("leaves the service, the other services and the other environments as they are", () => {
    for (const services of [config.services, environmentOf(config, "local").services]) {
      expect(services["api"]?.scaling.min).toBe(0);
      expect(services["api"]?.args).toEqual(["--port", "8080", "--verbose"]);
    }
    expect(production.services["web"]).toEqual(config.services["web"]);
    expect(config.timezone).toBe("UTC");
  });
});

describe("readConfig, of units and short forms", () => {
  const { config } = sound(SHOP);
  const production = environmentOf(config, "production");

  it("makes waves of regions", () => {
    expect(production.target).toEqual({
      kind: "google",
      project: "shop-prd",
      waves: [["africa-south1"], ["europe-west6", "me-west1"]],
    });
  });

  it("gives every step its share and how long it is held", () => {
    expect(config.canary.steps).toEqual([
      { sharePercent: 5, holdSeconds: 90 },
      { sharePercent: 25, holdSeconds: 3600 },
    ]);
    expect(production.canary.steps.map(({ holdSeconds }) => holdSeconds)).toEqual([600, 3600]);
  });

  it("gives every kind of finding the limits of every kind and its own", () => {
    expect(config.scan.limits.vulnerabilities).toEqual({ critical: 0, high: 2 });
    expect(config.scan.limits.licenses).toEqual({ critical: 0, high: 50 });
  });

  it("reads sizes as MiB, times as seconds or milliseconds, and paths without ornaments", () => {
    expect(config.services["api"]).toMatchObject({
      path: "services/api",
      image: { context: "services/api" },
      resources: { cpu: 2, memoryMiB: 2048 },
      timeoutSeconds: 300,
    });
  });

  it("pushes to Artifact Registry in the first region unless told otherwise", () => {
    expect(production.registry).toBe("africa-south1-docker.pkg.dev/shop-prd/shop");
    expect(environmentOf(config, "local").registry).toBeUndefined();
    const other = sound(`${SHOP}registry: europe-docker.pkg.dev/shared/images\n`);
    expect(environmentOf(other.config, "production").registry).toBe("europe-docker.pkg.dev/shared/images");
  });
});

describe("readConfig, of smoke checks", () => {
  const checks = (...lines: string[]) =>
    sound(`name: x\nservices:\n  a:\n    path: a\n    smoke:\n${lines.map((line) => `      - ${line}\n`).join("")}`)
      .config.services["a"]?.smoke;

  it("reads a method, a path and what must come back", () => {
    expect(checks("{ get: /healthz, within: 500ms, retries: 0 }")).toEqual([
      {
        method: "GET",
        path: "/healthz",
        headers: {},
        body: { kind: "none" },
        statuses: [200],
        withinMillis: 500,
        expect: [],
        retries: 0,
      },
    ]);
  });

  it("tells a type from a value", () => {
    const [check] =
      checks("{ get: /, expect: { $.a: string, $.b: text, $.c: { equals: string }, $.d: 5, $.e: 'null' } }") ?? [];
    expect(check?.expect).toEqual([
      { at: "$.a", kind: "type", type: "string" },
      { at: "$.b", kind: "value", value: "text" },
      { at: "$.c", kind: "value", value: "string" },
      { at: "$.d", kind: "value", value: 5 },
      { at: "$.e", kind: "type", type: "null" },
    ]);
  });

  it("keeps a JSON body as it is written and a header's secret by name", () => {
    const [check] =
      checks(
        "{ put: /x, json: { a: [1, null, { b: true }] }, status: [200, 204], headers: { k: { secret: s }, l: v } }",
      ) ?? [];
    expect(check).toMatchObject({
      method: "PUT",
      body: { kind: "json", value: { a: [1, null, { b: true }] } },
      statuses: [200, 204],
      headers: { k: { secret: "s", version: "latest" }, l: "v" },
    });
  });
});

describe("readConfig, of a file with the least in it", () => {
  const { config } = sound("name: shop\nservices: { api: { path: . } }\n");

  it("has one environment, on this machine", () => {
    expect(Object.keys(config.environments)).toEqual(["local"]);
    expect(environmentOf(config, "local").target).toEqual({ kind: "local" });
  });

  it("has every default", () => {
    expect(config.services["api"]).toMatchObject({
      platform: "cloud-run",
      port: 8080,
      needs: [],
      resources: { cpu: 1, memoryMiB: 512, startupBoost: true, cpuIdle: true },
      scaling: { min: 0, max: 10, concurrency: 80 },
      ingress: "all",
      public: false,
    });
    expect(config.canary).toEqual({
      steps: [5, 25, 50].map((sharePercent) => ({ sharePercent, holdSeconds: 300 })),
      objectives: { errorRatePercent: 1, slow: undefined },
      inconclusive: { allow: 2, action: "rollback" },
      baseline: false,
      alphaPercent: 1,
      watchSeconds: 600,
      failed: "keep",
    });
    expect(config.scan.limits.secrets).toEqual({ critical: 0, high: 0 });
  });
});

describe("environmentOf", () => {
  const { config } = sound(SHOP);

  it("says which environments there are, and which was meant", () => {
    expect(() => environmentOf(config, "prodution")).toThrow(
      expect.objectContaining({
        code: "ENVIRONMENT_UNKNOWN",
        next: "use one of local, production; did you mean `production`?",
      }),
    );
  });

  it("takes no property of objects for an environment", () => {
    expect(() => environmentOf(config, "constructor")).toThrow(
      expect.objectContaining({ code: "ENVIRONMENT_UNKNOWN" }),
    );
  });
});
