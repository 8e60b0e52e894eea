import { describe, expect, it } from "vitest";
import { affectedServices, affectedText, type Change } from "../../affected/index.js";
import { change, service } from "./reading.js";

const ALL = [
  service("services/api", { name: "api" }),
  service("services/checkout", { name: "checkout", needs: ["api"] }),
  service("services/front", { name: "front", needs: ["checkout"] }),
  service("services/web", { name: "web", context: "packages" }),
  service("services/jobs", { name: "jobs" }),
];

const text = (services: typeof ALL, ...changes: (string | Change)[]) =>
  affectedText(
    affectedServices({ services, changes: changes.map((one) => (typeof one === "string" ? change(one) : one)) }),
    "origin/main",
  );

describe("affectedText", () => {
  it("tells each taken service with its reason, then the others, then what takes none", () => {
    const lines = ["D services/api/a.ts", "A services/api/b.ts", "M packages/ui.ts", "M README.md", "M docs/a.md"];
    expect(text(ALL, ...lines)).toBe(
      [
        "Changed since origin/main: 4 of 5 services.",
        "  api       its own files: services/api/a.ts (deleted) and 1 more",
        "  checkout  needs api: services/api/a.ts (deleted) and 1 more",
        "  front     needs checkout, which leads to api: services/api/a.ts (deleted) and 1 more",
        "  web       its image is built from packages/ui.ts",
        "Not taken: jobs.",
        "Takes no service (prose for readers of the repository): README.md, docs/a.md.",
        "",
      ].join("\n"),
    );
  });

  it.each([
    [["M lib/a.ts"], "all 5 services", "  api       shared, as no service's own: lib/a.ts\n"],
    [["M slipway.yaml"], "all 5 services", "  api       the configuration: slipway.yaml\n"],
    [
      ["R90 services/web/a services/jobs/b"],
      "2 of 5 services",
      "  web   its own files: services/web/a (is now services/jobs/b)\n",
    ],
    [
      ["R90 services/web/a services/jobs/b"],
      "2 of 5 services",
      "  jobs  its own files: services/jobs/b (was services/web/a)\n",
    ],
    [[], "none of 5 services", "Not taken: api, checkout, front, web, jobs.\n"],
  ])("says of %j: %s", (lines, headline, line) => {
    expect(text(ALL, ...lines)).toContain(`Changed since origin/main: ${headline}.\n`);
    expect(text(ALL, ...lines)).toContain(line);
  });

  it("tells one service as one", () => {
    expect(text(ALL.slice(0, 1), "M lib/a")).toContain("origin/main: the one service.\n");
    expect(text(ALL.slice(0, 1))).toContain("origin/main: not the one service.\n");
  });

  it("keeps each service on one line, whatever the path holds", () => {
    const path = 'services/jobs/new\nline "quoted" \u001b[2J\u202e';
    expect(text(ALL, { kind: "modified", path })).toContain(
      '  jobs  its own files: "services/jobs/new\\nline \\"quoted\\" \\u{1b}[2J\\u{202e}"\n',
    );
    expect(text(ALL, { kind: "modified", path: "services/jobs/grüße 日本.ts" })).toContain(
      "services/jobs/grüße 日本.ts\n",
    );
  });

  it("cuts a long path in its middle, and a long list after twenty", () => {
    const path = `services/jobs/${"x".repeat(4_000)}/end.ts`;
    expect(text(ALL, { kind: "modified", path })).toMatch(/own files: services\/jobs\/x{86}\.\.\.x{93}\/end\.ts\n/);
    const many = Array.from({ length: 25 }, (_, index) => service(`s${index}`));
    expect(text(many)).toMatch(/s19 and 5 more\.\n$/);
  });
});
