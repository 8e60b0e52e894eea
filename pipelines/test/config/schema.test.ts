import { describe, expect, it } from "vitest";
import { problems, sound } from "./reading.js";

/** A file whose one service has these lines, each indented by four. */
function service(...lines: string[]): string {
  return `name: shop\nservices:\n  api:\n    path: api\n${lines.map((line) => `    ${line}\n`).join("")}`;
}

const file = (...lines: string[]) => `name: shop\nservices: { api: { path: api } }\n${lines.join("\n")}\n`;

describe("readConfig, of one wrong value", () => {
  it.each([
    ["scaling: { min: lots }", 'seen "lots", allowed: a whole number from 0 to 1000'],
    ["scaling: { min: -1 }", "seen -1, allowed: a whole number from 0 to 1000"],
    ["scaling: { min: 1.5 }", "seen 1.5, allowed: a whole number from 0 to 1000"],
    ["scaling: { max: 0 }", "seen 0, allowed: a whole number from 1 to 1000"],
    ["scaling: 3", "seen 3, allowed: a map"],
    ["scaling:", "seen nothing, allowed: a map"],
    ["port: 99999", "seen 99999, allowed: a whole number from 1 to 65535"],
    ["timeout: 300", "seen 300, allowed: a duration in whole seconds from 1s to 60m, such as 90s, 5m or 1h 30m"],
    ["timeout: 2h", 'seen "2h", allowed: a duration in whole seconds from 1s to 60m'],
    ["timeout: 1500ms", 'seen "1500ms", allowed: a duration in whole seconds'],
    [
      "resources: { memory: 512 }",
      "seen 512, allowed: a whole number of MiB from 128Mi to 512Gi, such as 512Mi or 2Gi",
    ],
    ["resources: { memory: 1G }", 'seen "1G", allowed: a whole number of MiB'],
    ["resources: { cpu: 1.5 }", "seen 1.5, allowed: a number of CPUs from 0.08 to 30"],
    ["resources: { gpu: { type: nvidia-l40 } }", "allowed: nvidia-l4, nvidia-rtx-pro-6000; did you mean `nvidia-l4`?"],
    [
      "resources: { gpu: {} }",
      "services.api.resources.gpu.type: seen nothing, allowed: nvidia-l4, nvidia-rtx-pro-6000",
    ],
    [
      "ingress: Internal",
      'seen "Internal", allowed: all, internal, internal-and-cloud-load-balancing; did you mean `internal`?',
    ],
    ["public: yes", 'seen "yes", allowed: true or false'],
    ["env: { PORT_TIMEOUT: 5 }", "env.PORT_TIMEOUT: seen 5, allowed: text (numbers and true or false in quotes)"],
    ["env: { 1A: x }", 'seen the name "1A", allowed: the name of an environment variable, such as DATABASE_URL'],
    ["migrate: { command: npm run migrate }", "allowed: a list of words such as [npm, run, migrate]"],
    ["migrate: { command: [sleep, 5] }", "migrate.command[1]: seen 5, allowed: a list of words"],
    ["migrate: { check: [npm, test] }", "services.api.migrate.command: seen nothing, allowed: a list of words"],
    ["needs: auth", 'seen "auth", allowed: a list'],
    ["cloudsql: [main]", "allowed: an instance as PROJECT:REGION:NAME"],
    ["labels: { Team: copy }", 'seen the name "Team", allowed: at most 63 lower-case letters, digits, _ and -'],
    ["smoke: [{ get: healthz }]", 'smoke[0].get: seen "healthz", allowed: the path of a URL, such as /healthz'],
    ["smoke: [{ get: /, status: 999 }]", "smoke[0].status: seen 999, allowed: a whole number from 100 to 599"],
    [
      "smoke: [{ get: /, expect: { id: string } }]",
      'seen the name "id", allowed: a path into the JSON answer, such as $.items[0].id',
    ],
    [
      "image: { dockerfile: /etc/passwd }",
      'seen "/etc/passwd", allowed: a path inside the repository, relative, with / and without ..',
    ],
    ["image: { context: ../other }", 'seen "../other", allowed: a path inside the repository'],
    ["image: { context: a/../../b }", 'seen "a/../../b", allowed: a path inside the repository'],
    ["image: { context: ~/b }", 'seen "~/b", allowed: a path inside the repository'],
    ['image: { context: "C:\\\\b" }', "allowed: a path inside the repository"],
    ["uses: { postgres: { version: 9 } }", "seen 9, allowed: a whole number from 12 to 18"],
    [
      "secrets: { KEY: { secret: key, version: newest } }",
      "secrets.KEY.version: seen text of 6 characters, allowed: a version number or latest",
    ],
    [
      "secrets: { KEY: { version: 3 } }",
      "secrets.KEY.secret: seen nothing, allowed: the name of a secret in Secret Manager",
    ],
  ])("says of %s what is allowed", (line, message) => {
    const found = problems(service(line));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^slipway\.yaml:5:\d+ services\.api\./);
    expect(found[0]).toContain(message);
  });

  it.each([
    ["canary: { hold: 300 }", "canary.hold: seen 300, allowed: a duration in whole seconds from 1s to 7d"],
    [
      "canary: { steps: [0.05] }",
      "canary.steps[0]: seen 0.05, allowed: a share such as 5% or { share: 5%, hold: 10m }",
    ],
    ["canary: { steps: [100%] }", 'canary.steps[0]: seen "100%", allowed: a share such as 5%'],
    ["canary: { steps: [{ share: 5%, wait: 5m }] }", "canary.steps[0].wait: seen an unknown key, allowed: share, hold"],
    ["canary: { inconclusive: { then: rolback } }", "did you mean `rollback`?"],
    [
      "scan: { ignore: [{ id: CVE-2026-1 }] }",
      "scan.ignore[0].until: seen nothing, allowed: a date that exists, such as 2026-12-31",
    ],
    [
      "scan: { ignore: [{ id: CVE-2026-1, until: 2026-02-30, because: x }] }",
      'seen "2026-02-30", allowed: a date that exists',
    ],
    [
      "budget: { monthly: 500 }",
      "budget.monthly: seen 500, allowed: an amount with its currency, such as $500 or 8500 EUR",
    ],
    [
      "windows: [{ days: monday, from: 9, to: '17:00' }]",
      'windows[0].days: seen "monday", allowed: days such as mon-fri or [mon, wed-fri]',
    ],
    ["registry: https://example.test/images", "allowed: a repository for images, such as HOST/PROJECT/REPOSITORY"],
    ["environments: { Staging: { target: local } }", 'environments.Staging: seen the name "Staging"'],
    ["environments: { staging: { target: gcp } }", 'seen "gcp", allowed: google, local, gitops'],
    [
      "environments: { staging: { target: local, regions: [mars] } }",
      'regions[0]: seen "mars", allowed: a region of Google Cloud, such as europe-west6',
    ],
    [
      "environments: { staging: { target: local, services: { api: { scaling: { mni: 1 } } } } }",
      "services.api.scaling.mni: seen an unknown key, allowed: min, max, concurrency, schedule; did you mean `min`?",
    ],
  ])("says of %s what is allowed", (line, message) => {
    expect(problems(file(line)).join("\n")).toContain(message);
  });

  it("asks for what is missing", () => {
    expect(problems("canary: {}\n")).toEqual([
      "slipway.yaml:1:1 name: seen nothing, allowed: 1 to 49 lower-case letters, digits and hyphens that start with a letter and do not end with a hyphen",
      "slipway.yaml:1:1 services: seen nothing, allowed: a map",
    ]);
    expect(problems("name: shop\nservices: {}\n")).toEqual([
      "slipway.yaml:2:1 services: seen an empty map, allowed: at least one service",
    ]);
  });

  it.each(["a".repeat(50), "Api", "1api", "api-", "api_v2"])("refuses %s as a service's name", (name) => {
    expect(problems(`name: shop\nservices: { ${name}: { path: api } }\n`)).toEqual([
      `slipway.yaml:2:13 services.${name}: seen the name "${name}", allowed: 1 to 49 lower-case letters, digits and hyphens that start with a letter and do not end with a hyphen`,
    ]);
  });

  it("takes names that objects have of their own", () => {
    const { config } = sound("name: shop\nservices: { constructor: { path: a }, tostring: { path: b } }\n");
    expect(config.services["constructor"]?.path).toBe("a");
  });
});

describe("readConfig, of several wrong values", () => {
  it("reports them all, in the order of the file, contradictions too", () => {
    const text = `name: Shop
services:
  api:
    path: ../api
    needs: [web]
    resources: { memry: 1Gi }
  web:
    path: web
    needs: [api]
    scaling: { min: 20 }
canary: { steps: [50%, 25%], hold: 5 }
environments:
  staging: { target: gogle, services: { wep: { port: 1 } } }
`;
    expect(problems(text).map((line) => line.replace(/, allowed.*?(; did.*)?$/, "$1"))).toEqual([
      'slipway.yaml:1:1 name: seen "Shop"',
      'slipway.yaml:4:5 services.api.path: seen "../api"',
      "slipway.yaml:5:5 services.api.needs: seen the cycle api → web → api",
      "slipway.yaml:6:18 services.api.resources.memry: seen an unknown key; did you mean `memory`?",
      "slipway.yaml:10:16 services.web.scaling.min: seen 20",
      "slipway.yaml:11:30 canary.hold: seen 5",
      'slipway.yaml:13:14 environments.staging.target: seen "gogle"; did you mean `google`?',
      'slipway.yaml:13:41 environments.staging.services.wep: seen "wep"; did you mean `web`?',
    ]);
  });

  it("reports what is wrong with a value, and not that it is missing", () => {
    const found = problems(file("environments: { a: { project: 5, regions: europe-west6 } }"));
    expect(found).toEqual([
      "slipway.yaml:3:22 environments.a.project: seen 5, allowed: the id of a Google Cloud project",
      'slipway.yaml:3:34 environments.a.regions: seen "europe-west6", allowed: a list',
    ]);
  });

  it("reports a wrong value once, however many environments it reaches", () => {
    const environments = "environments: { a: { target: local }, b: { target: local }, c: { target: local } }\n";
    expect(problems(`name: shop\nservices: { api: { path: api, port: 0 } }\n${environments}`)).toHaveLength(1);
  });

  it("never shows a value that may be a secret", () => {
    const value = "postgres://app:hunter2@db/app";
    const found = problems(service(`secrets: { DATABASE_URL: "${value}" }`, `env: { 5X: "${value}", Y: [a] }`));
    expect(found.join("\n")).not.toContain("hunter2");
    expect(found[0]).toContain("secrets.DATABASE_URL: seen text of 29 characters, allowed: the name of a secret");
  });
});
