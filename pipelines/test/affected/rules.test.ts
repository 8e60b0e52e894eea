import { describe, expect, it } from "vitest";
import { affectedServices } from "../../affected/index.js";
import { change, service, takenBy } from "./reading.js";

const API = service("services/api", { name: "api" });
const WEB = service("services/web", { name: "web" });

const given = (services: Parameters<typeof takenBy>[0]["services"], ...lines: string[]) =>
  takenBy({ services, changes: lines.map(change) });

describe("affectedServices", () => {
  it.each([
    ["its own file", "M services/api/src/a.ts", ["api: own-files"]],
    ["a file named like its folder", "T services/api", ["api: own-files"]],
    ["a deletion", "D services/web/a.ts", ["web: own-files"]],
    ["a rename within it", "R100 services/web/a.ts services/web/b.ts", ["web: own-files"]],
    ["a rename out of it", "R90 services/web/a.ts services/api/a.ts", ["api: own-files", "web: own-files"]],
    ["a rename to the shared files", "R90 services/web/a.ts lib/a.ts", ["api: shared", "web: own-files"]],
    ["a rename from the shared files to documentation", "R90 lib/a.ts docs/a.ts", ["api: shared", "web: shared"]],
    ["a copy: where it is now alone", "C100 services/web/a.ts services/api/a.ts", ["api: own-files"]],
    ["its documentation", "M services/web/README.md", ["web: own-files"]],
    ["a shared file", "M package-lock.json", ["api: shared", "web: shared"]],
    ["a shared file beside the services", "A services/tsconfig.json", ["api: shared", "web: shared"]],
    ["a folder whose name only begins like its own", "M services/api-client/a.ts", ["api: shared", "web: shared"]],
    ["the configuration", "M slipway.yaml", ["api: config", "web: config"]],
    ["a moved configuration", "R100 slipway.yaml docs/slipway.yaml", ["api: config", "web: config"]],
    ["a file of the same name elsewhere", "M services/web/slipway.yaml", ["web: own-files"]],
  ])("takes services by %s", (_, line, wanted) => {
    expect(given([API, WEB], line)).toEqual(wanted);
  });

  it("takes nothing where nothing changed", () => {
    expect(given([API, WEB])).toEqual([]);
  });

  it.each([
    "README.md",
    "lib/notes/design.md",
    "LICENSE",
    "third-party/NOTICE.txt",
    "docs/img/a.svg",
    ".github/workflows/ci.yml",
    ".gitignore",
    "lib/.editorconfig",
  ])("takes no service by %s, and says so", (path) => {
    const { services, passedOver } = affectedServices({ services: [API, WEB], changes: [{ kind: "modified", path }] });
    expect(services).toEqual([
      { service: "api", taken: false },
      { service: "web", taken: false },
    ]);
    expect(passedOver).toEqual([{ path, because: expect.stringMatching(/\w/) }]);
  });

  it.each(["lib/docs/a.ts", "LICENSES/check.ts", "README.mdx", ".gitattributes", ".dockerignore", "docs", "readme.MD"])(
    "takes %s for shared",
    (path) => {
      expect(given([API], `M ${path}`)).toEqual(["api: shared"]);
    },
  );

  describe("with paths in each other", () => {
    const outer = service("api", { name: "outer" });
    const inner = service("api/worker", { name: "inner" });

    it.each([
      ["api/a.ts", ["outer: own-files"]],
      ["api/worker/a.ts", ["inner: own-files"]],
      ["api/workers/a.ts", ["outer: own-files"]],
    ])("gives %s to the longest", (path, wanted) => {
      expect(given([outer, inner], `M ${path}`)).toEqual(wanted);
      expect(given([inner, outer], `M ${path}`)).toEqual(wanted);
    });

    it("gives a file to both services of one path", () => {
      expect(given([API, { ...API, name: "jobs" }], "M services/api/a.ts")).toEqual([
        "api: own-files",
        "jobs: own-files",
      ]);
    });

    it("takes an inner service by the outer one's files if its image is built from them", () => {
      const built = service("api/worker", { name: "inner", context: "api" });
      expect(given([outer, built], "M api/a.ts")).toEqual(["outer: own-files", "inner: build-context"]);
      expect(given([outer, built], "M api/worker/a.ts")).toEqual(["inner: own-files"]);
    });

    it("gives a service at the top of the repository what no other has", () => {
      const top = service(".", { name: "top" });
      expect(given([top, API], "M lib/a.ts")).toEqual(["top: own-files"]);
      expect(given([top, API], "M README.md")).toEqual(["top: own-files"]);
      expect(given([top, API], "M services/api/a.ts")).toEqual(["api: own-files"]);
      expect(given([top, API], "M slipway.yaml")).toEqual(["top: config", "api: config"]);
    });
  });

  describe("with build contexts", () => {
    it("takes a service by a file of another service that its image is built from", () => {
      const other = service("b", { name: "b", context: "services/api" });
      expect(given([API, other], "M services/api/a.ts")).toEqual(["api: own-files", "b: build-context"]);
    });

    it("takes one service by a folder outside its path that it alone builds from", () => {
      const web = service("services/web", { name: "web", context: "packages/ui" });
      expect(given([API, web], "M packages/ui/a.ts")).toEqual(["web: build-context"]);
      expect(given([API, web], "M packages/ui/README.md")).toEqual(["web: build-context"]);
      expect(given([API, web], "M packages/x/a.ts")).toEqual(["api: shared", "web: shared"]);
    });

    it("stops at the paths of other services within a context", () => {
      const api = service("services/api", { name: "api", context: "services" });
      expect(given([api, WEB], "M services/web/a.ts")).toEqual(["web: own-files"]);
      expect(given([api, WEB], "M services/lib/a.ts")).toEqual(["api: build-context"]);
    });

    it("counts what lies in no service as shared although one is built from the whole repository", () => {
      const api = service("services/api", { name: "api", context: "." });
      expect(given([api, WEB], "M lib/a.ts")).toEqual(["api: shared", "web: shared"]);
      expect(given([api, WEB], "M README.md")).toEqual([]);
      expect(given([api, WEB], "M services/web/a.ts")).toEqual(["web: own-files"]);
    });

    it("takes a service built from the whole repository by a folder that only another builds from", () => {
      const all = service("services/all", { name: "all", context: "." });
      const web = service("services/web", { name: "web", context: "packages/ui" });
      expect(given([all, web], "M packages/ui/a.ts")).toEqual(["all: build-context", "web: build-context"]);
      expect(given([all, web], "M packages/ui/README.md")).toEqual(["web: build-context"]);
    });
  });

  describe("with needs", () => {
    const chain = [
      service("a", { needs: ["b"] }),
      service("b", { needs: ["c"] }),
      service("c"),
      service("d", { needs: ["gone"] }),
    ];

    it("takes what needs a changed service, through others too, and not what it needs", () => {
      expect(given(chain, "M c/x")).toEqual(["a: needs b", "b: needs c", "c: own-files"]);
      expect(given(chain, "M a/x")).toEqual(["a: own-files"]);
    });

    it("names the service that the change is in, and the change", () => {
      const { services } = affectedServices({ services: chain, changes: [change("M c/x"), change("D c/y")] });
      expect(services[0]).toEqual({
        service: "a",
        taken: true,
        why: {
          rule: "needs",
          needed: "b",
          origin: "c",
          path: "c/x",
          change: { kind: "modified", path: "c/x" },
          paths: 2,
        },
      });
    });

    it("tells the shortest way", () => {
      const near = [service("a", { needs: ["b", "c"] }), ...chain.slice(1, 3)];
      expect(given(near, "M c/x")).toEqual(["a: needs c", "b: needs c", "c: own-files"]);
    });

    it("comes to an end where services need each other", () => {
      const ring = [service("a", { needs: ["b"] }), service("b", { needs: ["a"] })];
      expect(given(ring, "M b/x")).toEqual(["a: needs b", "b: own-files"]);
    });
  });

  it("tells a service's own files before everything else, with the first path and how many there are", () => {
    const lines = ["M lib/a", "M slipway.yaml", "R50 services/api/z services/api/b", "M services/api/a"];
    const { services } = affectedServices({ services: [API, WEB], changes: lines.map(change) });
    expect(services).toMatchObject([
      { why: { rule: "own-files", path: "services/api/z", change: { kind: "renamed" }, paths: 3 } },
      { why: { rule: "config", path: "slipway.yaml", paths: 1 } },
    ]);
  });

  it("takes by the configuration only the services that the caller names", () => {
    const config = { path: "deploy/slipway.yaml", takes: ["web"] };
    const changes = [change("M deploy/slipway.yaml")];
    expect(takenBy({ services: [API, WEB], changes, config })).toEqual(["web: config"]);
    expect(takenBy({ services: [API, WEB], changes, config: { ...config, takes: [] } })).toEqual([]);
    expect(takenBy({ services: [API, service(".", { name: "top" })], changes, config })).toEqual([]);
  });

  it("is not misled by names that every object has", () => {
    const odd = service("__proto__/constructor", { name: "constructor" });
    const user = service("u", { name: "u", needs: ["constructor", "toString"] });
    expect(given([odd, user], "M __proto__/constructor/a")).toEqual(["constructor: own-files", "u: needs constructor"]);
    expect(given([odd, user], "M u/toString")).toEqual(["u: own-files"]);
  });
});
