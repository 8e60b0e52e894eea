import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { environmentOf } from "../../config/index.js";
import { sound } from "./reading.js";

function system(name: string) {
  const { config } = sound(readFileSync(new URL(`../../../examples/${name}/slipway.yaml`, import.meta.url), "utf8"));
  return { config, environment: (which: string) => environmentOf(config, which) };
}

describe("PushNchat's slipway.yaml", () => {
  const { config, environment } = system("pushnchat");
  const production = environment("production");

  it("releases six services, the front end after what it calls", () => {
    expect(Object.keys(config.services)).toEqual(["auth", "user", "listing", "messaging", "web", "admin"]);
    expect(config.services["web"]).toMatchObject({
      preset: "nextjs",
      port: 3000,
      needs: ["user", "listing", "messaging"],
    });
  });

  it("releases to Africa first, then to Europe and the Middle East together", () => {
    expect(production.target).toEqual({
      kind: "google",
      project: "pushnchat-prd",
      waves: [["africa-south1"], ["europe-west6", "me-west1"]],
    });
    expect(production.services["auth"]?.regions).toBeUndefined();
    expect(production.services["admin"]?.regions).toEqual(["africa-south1"]);
  });

  it("migrates each database with Prisma and checks it", () => {
    for (const name of ["auth", "user", "listing"]) {
      expect(config.services[name]?.migrate).toEqual({
        command: ["pnpm", "prisma", "migrate", "deploy"],
        check: ["pnpm", "prisma", "migrate", "status"],
        seed: undefined,
        lockTimeoutSeconds: 60,
        timeoutSeconds: 600,
      });
    }
  });

  it("keeps an instance ready in production alone, with the CPU on for what is critical", () => {
    const minimum = (which: string) => Object.values(environment(which).services).map(({ scaling }) => scaling.min);
    expect(minimum("staging")).toEqual([0, 0, 0, 0, 0, 0]);
    expect(minimum("production")).toEqual([1, 1, 1, 1, 1, 0]);
    expect(production.services["messaging"]?.resources).toEqual({
      cpu: 2,
      memoryMiB: 2048,
      startupBoost: true,
      cpuIdle: false,
    });
    expect(environment("staging").services["messaging"]?.resources.cpuIdle).toBe(true);
  });

  it("makes a preview of each pull request that lives three days", () => {
    expect(environment("preview").preview).toEqual({ ttlSeconds: 3 * 24 * 3600 });
    expect(environment("dev").preview).toBeUndefined();
    expect(config.notify.github?.comment).toBe(true);
  });

  it("asks a person before production, after staging, and watches for an hour", () => {
    expect(production).toMatchObject({ needsApproval: true, promoteFrom: "staging", branches: ["main"] });
    expect(production.canary).toMatchObject({ baseline: true, watchSeconds: 3600 });
    expect(production.canary.steps).toEqual([5, 25, 50].map((sharePercent) => ({ sharePercent, holdSeconds: 1800 })));
    expect(environment("staging").needsApproval).toBe(false);
  });

  it("tells Slack and, of failures, a mailbox", () => {
    expect(config.notify).toMatchObject({
      slack: { secret: "slack-webhook", on: ["failure", "rollback", "approval"] },
      email: { to: ["releases@pushnchat.example"], secret: "smtp-url", on: ["failure"] },
    });
  });

  it("watches what production costs", () => {
    expect(production.budget).toEqual({
      monthly: { amount: 6000, currency: "USD" },
      alertPercents: [50, 80, 100, 120],
    });
  });

  it("lets one change of the infrastructure through the gate, with its reason", () => {
    expect(production.terraform).toMatchObject({
      tool: "opentofu",
      path: "infra/environments/production",
      allow: [{ rule: "remove-pitr", address: "module.stack.module.database.*replica*" }],
    });
  });
});

describe("Grid's slipway.yaml", () => {
  const { config, environment } = system("grid");

  it("runs the AI service on a GPU, with the CPU and memory that it needs", () => {
    expect(config.services["ai"]?.resources).toEqual({
      cpu: 8,
      memoryMiB: 32 * 1024,
      gpu: { type: "nvidia-l4", count: 1, zonalRedundancy: false },
      startupBoost: true,
      cpuIdle: false,
    });
    expect(environment("dev").services["ai"]).toMatchObject({
      resources: { cpu: 4, memoryMiB: 16 * 1024 },
      scaling: { max: 1 },
    });
    expect(environment("production").services["ai"]?.resources.gpu?.zonalRedundancy).toBe(true);
  });

  it("migrates, checks that nothing is pending, and seeds everywhere but in production", () => {
    expect(config.services["api"]?.migrate).toMatchObject({
      command: ["npx", "drizzle-kit", "migrate"],
      check: ["npx", "drizzle-kit", "check"],
      seed: ["npm", "run", "seed"],
      lockTimeoutSeconds: 120,
    });
    const seeded = Object.values(config.environments).filter(({ seed }) => seed);
    expect(seeded.map(({ name }) => name)).toEqual(["local", "dev", "staging"]);
  });

  it("smoke-tests with a token that is a secret, and looks into the answer", () => {
    expect(config.services["api"]?.smoke[1]).toMatchObject({
      method: "GET",
      path: "/v1/models",
      headers: { authorization: { secret: "smoke-token", version: "latest" } },
      expect: [
        { at: "$.models[0].id", kind: "type", type: "string" },
        { at: "$.count", kind: "type", type: "number" },
      ],
    });
  });

  it("probes, connects and identifies each service as Cloud Run takes it", () => {
    expect(config.services["auth"]).toMatchObject({
      serviceAccount: "grid-auth",
      vpc: { kind: "direct", network: "grid", subnet: "services", tags: [], egress: "private-ranges-only" },
      cloudsql: ["grid-prd:us-central1:main"],
      probes: {
        startup: { kind: "http", path: "/healthz", afterSeconds: 2, everySeconds: 5, timeoutSeconds: 3, failures: 12 },
        liveness: { kind: "http", everySeconds: 30, timeoutSeconds: 5, failures: 3 },
      },
      secrets: { DATABASE_URL: { secret: "grid-database-url", version: "latest" } },
    });
    expect(config.services["ai"]?.probes.startup?.kind).toBe("tcp");
    expect(config.services["api"]?.secrets["OPENAI_KEY"]).toEqual({ secret: "openai-key", version: 7 });
  });

  it("holds one step longer, takes P95 of a second for slow, and waits for a person where it cannot tell", () => {
    expect(config.canary).toMatchObject({
      steps: [
        { sharePercent: 10, holdSeconds: 900 },
        { sharePercent: 50, holdSeconds: 300 },
      ],
      objectives: { errorRatePercent: 1, slow: { overMillis: 1000, ratePercent: 5 } },
      inconclusive: { allow: 3, action: "hold" },
    });
  });

  it("scales each environment for itself", () => {
    const table = ["dev", "staging", "production"].map((which) =>
      Object.values(environment(which).services).map(({ scaling: { min, max } }) => [min, max]),
    );
    expect(table).toEqual([
      [
        [0, 10],
        [0, 10],
        [0, 1],
      ],
      [
        [0, 10],
        [0, 10],
        [0, 1],
      ],
      [
        [1, 20],
        [2, 100],
        [1, 3],
      ],
    ]);
  });
});

describe("Copy-That's slipway.yaml", () => {
  const { config, environment } = system("copy-that");
  const production = environment("production");

  it("builds one stage of a Dockerfile, and tests with a real PostgreSQL and Redis", () => {
    expect(config.services["api"]).toMatchObject({
      path: ".",
      preset: "python",
      image: { dockerfile: "docker/api.Dockerfile", stage: "distroless", args: { UV_VERSION: "0.9.7" }, context: "." },
      commands: { lint: [["uv", "run", "ruff", "check", "."]], test: [["uv", "run", "pytest", "-q"]] },
      uses: { postgres: { version: 16, env: "DATABASE_URL" }, redis: { version: 7, env: "REDIS_URL" } },
    });
  });

  it("blocks on scans, with stricter limits for secrets and one finding accepted until a day", () => {
    expect(config.scan).toMatchObject({
      onlyNew: true,
      limits: {
        vulnerabilities: { critical: 0, high: 0, medium: 10 },
        secrets: { critical: 0, high: 0, medium: 0, low: 0 },
      },
      ignore: [{ id: "CVE-2026-1234", until: "2026-12-31", paths: ["uv.lock"] }],
    });
  });

  it("splits 90 to 10 and deletes a revision that failed", () => {
    expect(config.canary).toMatchObject({
      steps: [{ sharePercent: 10, holdSeconds: 1800 }],
      objectives: { errorRatePercent: 5, slow: { overMillis: 2000, ratePercent: 5 } },
      failed: "delete",
    });
  });

  it("keeps fewer instances off hours", () => {
    expect(production).toMatchObject({ timezone: "America/New_York" });
    expect(production.services["api"]?.scaling).toEqual({
      min: 1,
      max: 40,
      concurrency: 80,
      schedule: [
        { days: ["mon", "tue", "wed", "thu", "fri"], fromMinute: 420, toMinute: 1200, min: 3 },
        { days: ["sat", "sun"], fromMinute: 600, toMinute: 960, min: 2, max: 20 },
      ],
    });
  });

  it("releases staging from develop and production from main, each with its own identity", () => {
    expect(environment("staging")).toMatchObject({
      branches: ["develop"],
      identity: { serviceAccount: "deploy-staging@copy-that-stg.iam.gserviceaccount.com" },
    });
    expect(production).toMatchObject({
      branches: ["main"],
      tags: ["v*"],
      identity: {
        provider: expect.stringContaining("projects/222/"),
        serviceAccount: expect.stringContaining("production@"),
      },
      notify: { github: { release: true } },
    });
  });

  it("pushes to one registry and keeps to a budget in each environment", () => {
    const budget = (amount: number) => ({ monthly: { amount, currency: "USD" }, alertPercents: [50, 90, 100] });
    expect(environment("staging").budget).toEqual(budget(100));
    expect(production.budget).toEqual(budget(500));
    expect(new Set([environment("staging").registry, production.registry]).size).toBe(1);
  });

  it("smoke-tests health, status and a project made for it", () => {
    expect(config.services["api"]?.smoke.map(({ method, path, statuses }) => [method, path, statuses])).toEqual([
      ["GET", "/health", [200]],
      ["GET", "/api/status", [200]],
      ["POST", "/api/projects", [201]],
    ]);
    expect(config.services["api"]?.smoke[2]?.expect).toContainEqual({ at: "$.name", kind: "value", value: "string" });
  });

  it("applies with Terraform itself, in an exact version", () => {
    expect(production.terraform).toMatchObject({
      tool: "terraform",
      version: "1.13.4",
      path: "infra/environments/production",
    });
  });
});

describe("Presidential Digs' slipway.yaml", () => {
  const { config, environment } = system("presidential-digs");
  const production = environment("production");

  it("commits to a GitOps repository and waits for the cluster", () => {
    expect(production.target).toEqual({
      kind: "gitops",
      repository: "https://github.com/presidential-digs/deployments",
      branch: "main",
      path: "environments/production",
      token: "gitops-token",
      argocd: { server: "https://argocd.digs.example", application: "digs-production", token: "argocd-token" },
      waitSeconds: 1800,
      project: "digs-prd",
      waves: [["us-central1"], ["us-east1"]],
    });
  });

  it("runs background work on Cloud Run beside the cluster", () => {
    const platforms = Object.entries(production.services).map(([name, { platform }]) => [name, platform]);
    expect(platforms).toEqual([
      ["frontend", "gitops"],
      ["backend", "gitops"],
      ["worker", "cloud-run"],
    ]);
    expect(production.services["worker"]?.regions).toEqual(["us-central1"]);
  });

  it("promotes the same images from one environment to the next", () => {
    expect(Object.values(config.environments).map(({ name, promoteFrom }) => [name, promoteFrom])).toEqual([
      ["dev", undefined],
      ["staging", "dev"],
      ["uat", "staging"],
      ["production", "uat"],
    ]);
    expect(new Set(Object.values(config.environments).map(({ registry }) => registry))).toEqual(
      new Set(["us-central1-docker.pkg.dev/digs-shared/images"]),
    );
  });

  it("is blue-green in staging, a canary in UAT, and rolls back by itself in production", () => {
    expect(environment("staging").canary.steps).toEqual([]);
    expect(environment("uat").canary.steps).toEqual(
      [10, 50].map((sharePercent) => ({ sharePercent, holdSeconds: 3600 })),
    );
    expect(production.canary.inconclusive.action).toBe("rollback");
  });

  it("releases to production on Tuesdays, not over the holidays, when a person agrees", () => {
    expect(production).toMatchObject({
      timezone: "America/New_York",
      windows: [{ days: ["tue"], fromMinute: 600, toMinute: 900 }],
      freezes: [{ from: "2026-12-18", to: "2027-01-04", because: "holidays" }],
      needsApproval: true,
    });
    expect(environment("uat").windows).toEqual([]);
  });

  it("keeps a Terraform workspace for each environment", () => {
    expect(Object.values(config.environments).map(({ terraform }) => [terraform?.path, terraform?.workspace])).toEqual([
      ["infra", "dev"],
      ["infra", "staging"],
      ["infra", "uat"],
      ["infra", "production"],
    ]);
  });

  it("pages whoever is on call, and keeps to a monthly budget", () => {
    expect(config.notify.webhook).toEqual({ secret: "pagerduty-url", on: ["rollback", "failure"] });
    expect(production.budget?.monthly).toEqual({ amount: 8500, currency: "USD" });
  });
});
