import { describe, expect, it } from "vitest";
import { dagger } from "./dagger-cli.js";

describe("dagger call config", () => {
  it("prints what applies in an environment, with where each value comes from", async () => {
    const { code, stdout } = await dagger(["call", "config", "--env", "local"]);
    expect(stdout).toMatch(/^ {4}port: 8080 +# slipway\.yaml:\d+$/m);
    expect(stdout).toMatch(/^ {6}max: 10 +# default$/m);
    expect(code).toBe(0);
  });

  it("gives the same as JSON", async () => {
    const { code, stdout } = await dagger(["call", "config", "--env", "local", "--format", "json"]);
    const { values, from } = JSON.parse(stdout);
    expect(values.services.listings.port).toBe(8080);
    expect(from["services.listings.port"]).toMatch(/^slipway\.yaml:\d+$/);
    expect(from["services.listings.scaling.max"]).toBe("default");
    expect(code).toBe(0);
  });
});
