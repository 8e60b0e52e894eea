import { describe, expect, it } from "vitest";
import { manifestText, readManifest, refusals } from "../../terraform/index.js";

const MANIFEST = {
  product: "shop",
  environment: "staging",
  workspace: undefined,
  commit: "a".repeat(40),
  configDigest: "b".repeat(64),
  filesDigest: "c".repeat(64),
  tool: "opentofu" as const,
  version: "1.11.0",
  createdAt: "2026-11-21T10:00:00.000Z",
  allow: ["destroy-bucket"],
};

const MADE = { format: 1 as const, ...MANIFEST };
const LIMIT = { now: new Date("2026-11-21T11:00:00Z"), maxAgeSeconds: 86_400 };

describe("readManifest", () => {
  it("reads what manifestText writes", () => {
    expect(readManifest(manifestText(MANIFEST))).toEqual({ ok: true, manifest: { ...MADE, workspace: undefined } });
  });

  it.each([
    ["nothing", "", "manifest.json is cut off"],
    ["half of it", manifestText(MANIFEST).slice(0, 80), "manifest.json is cut off"],
    ["no JSON", "hello", "manifest.json is not JSON"],
    ["another format", manifestText(MANIFEST).replace('"format": 1', '"format": 2'), "manifest.json: format: "],
    ["a list", "[]", "manifest.json: the whole: "],
  ])("refuses %s", (_, text, saw) => {
    const read = readManifest(text);
    expect(read.ok ? "" : read.saw).toContain(saw);
  });
});

describe("refusals", () => {
  it("has nothing against a plan of the same things", () => {
    expect(refusals(MADE, MANIFEST, LIMIT)).toEqual([]);
  });

  it.each([
    ["commit", { commit: "d".repeat(40) }, "another commit: aaaaaaaaaaaa, and this is dddddddddddd"],
    ["commit, where there is none", { commit: "" }, "another commit: aaaaaaaaaaaa, and this is none"],
    ["slipway.yaml", { configDigest: "d".repeat(64) }, "another slipway.yaml: bbbbbbbbbbbb, and this is dddddddddddd"],
    ["set of files", { filesDigest: "d".repeat(64) }, "other Terraform files: cccccccccccc, and this is dddddddddddd"],
    ["environment", { environment: "production" }, "another environment: staging, and this is production"],
    ["workspace", { workspace: "pr-1" }, "another workspace: none, and this is pr-1"],
    ["product", { product: "other" }, "another product: shop, and this is other"],
    ["tool", { tool: "terraform" as const }, "another tool: opentofu, and this is terraform"],
    ["version", { version: "1.12.0" }, "another version of the tool: 1.11.0, and this is 1.12.0"],
  ])("refuses a plan of another %s", (_, here, told) => {
    expect(refusals(MADE, { ...MANIFEST, ...here }, LIMIT)).toEqual([`it was made from ${told}`]);
  });

  it("tells all of it at once", () => {
    const here = { ...MANIFEST, commit: "d", environment: "production" };
    expect(refusals(MADE, here, { ...LIMIT, maxAgeSeconds: 60 })).toHaveLength(3);
  });

  it.each([
    ["just young enough", "2026-11-22T10:00:00Z", true],
    ["too old", "2026-11-22T10:00:01Z", false],
    ["of a clock that is a little ahead", "2026-11-21T09:30:00Z", true],
    ["from the future", "2026-11-20T10:00:00Z", false],
  ])("knows one that is %s", (_, now, isGood) => {
    expect(refusals(MADE, MANIFEST, { ...LIMIT, now: new Date(now) }).length === 0).toBe(isGood);
  });

  it("refuses one whose time cannot be read", () => {
    expect(refusals({ ...MADE, createdAt: "yesterday" }, MANIFEST, LIMIT)).toHaveLength(1);
  });
});
