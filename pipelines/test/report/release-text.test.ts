import { describe, expect, it } from "vitest";
import type { Release, ServiceRelease } from "../../release/index.js";
import { releaseText } from "../../report/index.js";

const done = (name: string, seconds: number, detail: string) => ({ name, outcome: "done" as const, seconds, detail });
const failed = (name: string, seconds: number, detail: string) => ({
  ...done(name, seconds, detail),
  outcome: "failed" as const,
});

const api: ServiceRelease = {
  service: "api",
  outcome: "deployed",
  steps: [done("build", 12.34, "image of services/api"), done("start", 0.96, "port 8080 answers")],
};
const web: ServiceRelease = {
  service: "web",
  outcome: "failed",
  steps: [
    done("build", 3, "image of services/web"),
    failed("migrate", 1.2, "`migrate` ended with 1\nno database\nbye"),
  ],
};
const admin: ServiceRelease = { service: "admin", outcome: "stopped", steps: [done("build", 2, "image of admin")] };

const release = (outcome: Release["outcome"], ...services: readonly ServiceRelease[]): Release => ({
  environment: "local",
  outcome,
  seconds: 61.26,
  services,
});

describe("releaseText", () => {
  it("is the outcome, then every step with its time", () => {
    expect(releaseText(release("deployed", api, { ...admin, outcome: "deployed" }))).toBe(
      [
        "Deployed api, admin to local in 61.3 s.",
        "",
        "api",
        "  build      12.3 s  image of services/api",
        "  start       1.0 s  port 8080 answers",
        "",
        "admin",
        "  build       2.0 s  image of admin",
        "",
      ].join("\n"),
    );
  });

  it("names service, step and reason of a failure before any detail, and says of others that they were stopped", () => {
    expect(releaseText(release("failed", api, web, admin))).toBe(
      [
        "Not deployed to local: web failed after 61.3 s. Nothing was left running.",
        "  web, migrate: `migrate` ended with 1",
        "    no database",
        "    bye",
        "",
        "api",
        "  build      12.3 s  image of services/api",
        "  start       1.0 s  port 8080 answers",
        "",
        "web",
        "  build       3.0 s  image of services/web",
        "  migrate     1.2 s  FAILED",
        "",
        "admin (stopped: another service failed)",
        "  build       2.0 s  image of admin",
        "",
      ].join("\n"),
    );
  });

  it("names every service that failed", () => {
    const other: ServiceRelease = { service: "mail", outcome: "failed", steps: [failed("build", 1, "no Dockerfile")] };
    const lines = releaseText(release("failed", web, other)).split("\n");
    expect(lines[0]).toBe("Not deployed to local: web, mail failed after 61.3 s. Nothing was left running.");
    expect(lines).toContain("  web, migrate: `migrate` ended with 1");
    expect(lines).toContain("  mail, build: no Dockerfile");
    expect(lines.indexOf("  mail, build: no Dockerfile")).toBeLessThan(lines.indexOf("web"));
  });

  it("tells each reason once", () => {
    expect(releaseText(release("failed", web)).split("no database")).toHaveLength(2);
  });
});
