import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPlan } from "../../terraform/read-plan.js";
import { planJsonText } from "./a-plan.js";

const SEED = 20_261_121;

function problem(text: string) {
  const read = readPlan(text);
  return read.ok ? undefined : `${read.problem.reason}: ${read.problem.what} ${read.problem.saw}`;
}

function actionOf(actions: readonly string[]) {
  const read = readPlan(planJsonText({ actions }));
  return read.ok ? read.plan.changes[0]?.action : undefined;
}

describe("readPlan", () => {
  it.each([
    [["no-op"], "none"],
    [["create"], "create"],
    [["read"], "read"],
    [["update"], "update"],
    [["delete"], "delete"],
    [["forget"], "forget"],
    [["delete", "create"], "replace"],
    [["create", "delete"], "replace"],
    [["create", "forget"], "forget"],
  ])("takes the actions %j for %s", (actions, action) => {
    expect(actionOf(actions)).toBe(action);
  });

  it("leaves out what is only there while the tool runs", () => {
    const read = readPlan(planJsonText({ actions: ["close"] }).replace('"managed"', '"ephemeral"'));
    expect(read.ok && read.plan.changes).toEqual([]);
  });

  it("takes an action that it does not know for the worst", () => {
    expect(actionOf(["vaporise"])).toBe("delete");
  });

  it.each(["1.0", "1.2", "1.99"])("reads format version %s", (format_version) => {
    expect(problem(planJsonText({}, { format_version }))).toBeUndefined();
  });

  it.each([
    [
      "another format",
      planJsonText({}, { format_version: "2.0" }),
      "other-version: The plan has a format that Slipway does not know. 2.0",
    ],
    ["a text that is cut off", planJsonText({}).slice(0, 150), "cut-off: The plan ends in the middle. 150 characters"],
    ["nothing", "", "cut-off: The plan ends in the middle. nothing"],
    ["no JSON", "Error: no plan", "not-json: The plan is not JSON. 14 characters"],
    ["other JSON", '{"a":1}', "not-a-plan: This is no plan of Terraform or OpenTofu. no format_version"],
    ["a list", "[]", "not-a-plan: This is no plan of Terraform or OpenTofu. no format_version"],
    [
      "a plan that broke off",
      planJsonText({}, { errored: true }),
      "errored: The tool stopped in the middle of planning. errored: true",
    ],
  ])("refuses %s", (_, text, told) => {
    expect(problem(text)).toBe(told);
  });

  it("says where something is missing", () => {
    const text = JSON.stringify({
      format_version: "1.2",
      resource_changes: [{ address: "a.b", mode: "managed", type: "a" }],
    });
    expect(problem(text)).toContain("resource_changes.0.change");
  });

  it("reads what moved, what is imported and what is left behind", () => {
    const text = planJsonText(
      { importing: { id: "x-1" } },
      {
        resource_drift: [],
        checks: [
          {
            address: { to_display: "check.health" },
            status: "fail",
            instances: [{ problems: [{ message: "It is down." }] }],
          },
          { address: { to_display: "check.other" }, status: "pass" },
        ],
      },
    ).replace('"mode"', '"previous_address":"terraform_data.two","deposed":"abcd","mode"');
    const read = readPlan(text);
    expect(read.ok && read.plan.changes[0]).toMatchObject({
      previousAddress: "terraform_data.two",
      importId: "x-1",
      deposed: "abcd",
    });
    expect(read.ok && read.plan.failedChecks).toEqual(["check.health: It is down."]);
  });

  it("answers for any text", () => {
    const whole = planJsonText({ before: { a: [1] }, after: { a: [2] } });
    const texts = fc.oneof(
      fc.string(),
      fc.json(),
      fc.nat(whole.length).map((length) => whole.slice(0, length)),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(typeof readPlan(text).ok).toBe("boolean");
      }),
      { seed: SEED },
    );
  });
});
