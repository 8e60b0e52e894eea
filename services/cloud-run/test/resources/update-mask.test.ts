import { describe, expect, it } from "vitest";
import { applyMask } from "../../src/resources/index.js";

const current = {
  name: "n",
  description: "old",
  labels: { a: "1", b: "2" },
  template: { timeout: { seconds: "9" }, revision: "r" },
};

describe("applyMask (rule 8)", () => {
  it.each([[undefined], [{ paths: [] }], [{ paths: ["*"] }]])("replaces everything for the mask %j", (mask) => {
    expect(applyMask(current, { description: "new", uid: "mine" }, mask)).toEqual({ description: "new" });
  });

  it("changes only what the mask names, and takes away what is named and not set", () => {
    const given = { description: "new", labels: { a: "3" }, template: { timeout: { seconds: "5" } } };
    const mask = { paths: ["labels.a", "template.timeout", "template.revision"] };
    expect(applyMask(current, given, mask)).toEqual({
      description: "old",
      labels: { a: "3", b: "2" },
      template: { timeout: { seconds: "5" } },
    });
  });

  it("takes snake_case and camelCase, and ignores what only the server sets", () => {
    const given = { uid: "mine", template: { maxInstanceRequestConcurrency: 3, sessionAffinity: true } };
    const paths = [
      "uid",
      "traffic_statuses",
      "etag",
      "template.max_instance_request_concurrency,template.sessionAffinity",
    ];
    const changed = applyMask(current, given, { paths });
    expect(changed).toMatchObject({
      template: { revision: "r", maxInstanceRequestConcurrency: 3, sessionAffinity: true },
    });
    expect(changed).not.toHaveProperty("uid");
  });

  it.each([
    "nothing",
    "template.nothing",
    "traffic.percent",
    "template.containers.image",
    "constructor",
    ".",
    "template..timeout",
  ])("refuses %s with INVALID_ARGUMENT", (path) => {
    expect(() => applyMask(current, {}, { paths: [path] })).toThrow(
      expect.objectContaining({ code: "INVALID_ARGUMENT" }),
    );
  });
});
