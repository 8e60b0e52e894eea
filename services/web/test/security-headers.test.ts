import { describe, expect, it } from "vitest";
import { contentSecurityPolicy } from "../src/security-headers";

describe("contentSecurityPolicy", () => {
  it("lets in no inline script or style, no frame, and only scripts with the nonce", () => {
    const policy = contentSecurityPolicy("abc", { development: false });
    expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe/);
  });

  it("lets the development server evaluate code", () => {
    expect(contentSecurityPolicy("abc", { development: true })).toContain("'unsafe-eval'");
  });
});
