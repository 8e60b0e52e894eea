import { describe, expect, it } from "vitest";
import { mirrorName } from "../../images/index.js";

describe("mirrorName", () => {
  it.each([
    ["debian:bookworm-slim", "library/debian:bookworm-slim"],
    ["postgres:15", "library/postgres:15"],
    ["aquasec/trivy:0.72.0", "aquasec/trivy:0.72.0"],
    ["ghcr.io/opentofu/opentofu:1.11.0", "opentofu/opentofu:1.11.0"],
    ["docker.io/library/node:22", "library/node:22"],
    ["registry.test:5000/team/app:1", "team/app:1"],
    ["localhost:5000/app:1", "app:1"],
    ["a/b/c:1", "a/b/c:1"],
    [`node@sha256:${"0".repeat(64)}`, `library/node@sha256:${"0".repeat(64)}`],
  ])("finds %s in the mirror as %s", (name, path) => {
    expect(mirrorName("127.0.0.1:5000", name)).toBe(`127.0.0.1:5000/${path}`);
  });
});
