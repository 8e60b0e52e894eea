import { describe, expect, it } from "vitest";
import { effectiveOf, renderJson, renderText, sourcedValues } from "../../config/index.js";
import { sound } from "./reading.js";

const SHOP = `name: shop
services:
  api:
    path: services/api
    scaling: { min: 0, max: 10 }
    env: { GREETING: "hello: world" }
canary: { hold: 10m }
environments:
  staging:
    target: local
    canary:
      alpha: 5%
    services:
      api:
        scaling:
          min: 2
`;

const tree = effectiveOf(sound(SHOP), "staging");
const sources = new Map(sourcedValues(tree).map(({ path, value, from }) => [path, [value, from]]));

describe("sourcedValues", () => {
  it.each([
    ["services.api.path", "services/api", "slipway.yaml:4"],
    ["services.api.scaling.min", 2, "slipway.yaml:16 (environments.staging)"],
    ["services.api.scaling.max", 10, "slipway.yaml:5"],
    ["services.api.scaling.concurrency", 80, "default"],
    ["services.api.timeout", "5m", "default"],
    ["services.api.probes", {}, "default"],
    ["canary.hold", "10m", "slipway.yaml:7"],
    ["canary.alpha", "5%", "slipway.yaml:12 (environments.staging)"],
    ["canary.steps[1]", "25%", "default"],
    ["environments.staging.target", "local", "slipway.yaml:10"],
    ["environments.staging.approval", "none", "default"],
  ])("says where %s comes from", (path, value, from) => {
    expect(sources.get(path)).toEqual([value, from]);
  });
});

describe("renderText", () => {
  const text = renderText(tree);

  it("says after each value where it comes from", () => {
    const start = text.split("\n").slice(0, 19);
    const column = start[0]?.indexOf("#") ?? 0;
    expect(
      start.map((line) => `${line.slice(0, column).trimEnd()}${line.includes("#") ? ` ${line.slice(column)}` : ""}`),
    ).toEqual([
      "name: shop # slipway.yaml:1",
      "services:",
      "  api:",
      "    path: services/api # slipway.yaml:4",
      "    image: {} # default",
      "    commands:",
      "      timeout: 15m # default",
      "    tests:",
      "      minimum: {} # default",
      "    uses: {} # default",
      "    port: 8080 # default",
      "    env:",
      '      GREETING: "hello: world" # slipway.yaml:6',
      "    resources:",
      "      cpu: 1 # default",
      "      memory: 512Mi # default",
      "      startupBoost: true # default",
      "      cpuIdle: true # default",
      "    scaling:",
    ]);
  });

  it("is itself a file that means the same", () => {
    const again = sound(text);
    expect(again.config.environments).toEqual(sound(SHOP).config.environments);
  });

  it("names the file it was given", () => {
    expect(renderText(tree, "shop/slipway.yaml").split("\n")[0]).toMatch(/^name: shop +# shop\/slipway\.yaml:1$/);
  });
});

describe("renderJson", () => {
  it("gives the values and where each comes from", () => {
    expect(JSON.parse(renderJson(tree))).toMatchObject({
      values: { name: "shop", services: { api: { scaling: { min: 2, max: 10 } } }, canary: { hold: "10m" } },
      from: { name: "slipway.yaml:1", "canary.hold": "slipway.yaml:7", "canary.watch": "default" },
    });
  });
});

describe("effectiveOf", () => {
  it("says which environments there are", () => {
    expect(() => effectiveOf(sound(SHOP), "stagng")).toThrow(
      expect.objectContaining({ code: "ENVIRONMENT_UNKNOWN", next: "use one of staging; did you mean `staging`?" }),
    );
  });
});
