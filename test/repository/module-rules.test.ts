import { describe, expect, it } from "vitest";
import { heavyImports, leavingImports, typeNames, undocumented } from "./module.js";
import { readText, type Source, sourcesUnder } from "./source.js";

// What Dagger's own TypeScript runtime asks of a module. The embedded engine's is more patient, so only these tests tell.

const sources = sourcesUnder("pipelines", ".ts").filter(({ path }) => !path.startsWith("pipelines/test/"));
const face = sources.filter(({ path }) => path.startsWith("pipelines/src/"));
const json = (path: string) => JSON.parse(readText(path));

const client = {
  path: "client.gen.d.ts",
  text: readText("node_modules/@dagger.io/dagger/dist/src/api/client.gen.d.ts"),
};
/** Names of Dagger's own objects and enums. */
const core = [...client.text.matchAll(/^export declare (?:class|enum) (\w+)/gm)].map(([, name = ""]) => name);

describe("the module's package.json", () => {
  const manifest = json("pipelines/package.json");

  it("is of type module", () => {
    expect(manifest.type).toBe("module");
  });

  it("leaves the client library to the runtime", () => {
    expect(Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })).not.toContain("@dagger.io/dagger");
  });

  it("has a lock file of the same packages beside it", () => {
    expect(json("pipelines/package-lock.json").packages[""].dependencies).toEqual(manifest.dependencies);
  });
});

describe("the module's tsconfig.json", () => {
  const config = json("pipelines/tsconfig.json");

  it("extends nothing: no other folder is there", () => {
    expect(config).not.toHaveProperty("extends");
  });

  it("has decorators, and finds the client library in sdk/", () => {
    expect(config.compilerOptions.experimentalDecorators).toBe(true);
    expect(config.compilerOptions.paths["@dagger.io/dagger"]).toEqual(["./sdk/index.ts"]);
    expect(config.compilerOptions.paths["@dagger.io/dagger/telemetry"]).toEqual(["./sdk/telemetry.ts"]);
  });
});

describe("the module's files", () => {
  it("import nothing from outside their folder", () => {
    expect(sources.length).toBeGreaterThan(30);
    expect(leavingImports(sources, "pipelines")).toEqual([]);
  });

  it("are loaded on each call in src/, so nothing else is with them", () => {
    expect(face.map(({ path }) => path)).toContain("pipelines/src/index.ts");
    expect(heavyImports(face)).toEqual([]);
  });

  it("are no tests in src/", () => {
    expect(face.filter(({ path }) => /\.(test|spec)\./.test(path))).toEqual([]);
  });

  it("describe each object and function", () => {
    expect(face.flatMap(undocumented)).toEqual([]);
  });

  it("name no type like one of Dagger's, and none twice", () => {
    expect(core.length).toBeGreaterThan(50);
    expect(core).toEqual(expect.arrayContaining(["Container", "Service", "Env", "Check", "CacheSharingMode"]));
    const names = typeNames(face);
    expect(names).toContain("Slipway");
    expect(names.filter((name) => core.includes(name))).toEqual([]);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});

describe("leavingImports", () => {
  it("finds imports above the folder and by absolute path", () => {
    const text =
      'import "../../dagger/lock.mjs";\nimport "../config/index.js";\nawait import("/etc/x.js");\nimport "zod";';
    expect(leavingImports([{ path: "pipelines/scan/a.ts", text }], "pipelines")).toEqual([
      "pipelines/scan/a.ts:1 imports ../../dagger/lock.mjs",
      "pipelines/scan/a.ts:3 imports /etc/x.js",
    ]);
  });
});

describe("heavyImports", () => {
  it("finds what is loaded before a function is called", () => {
    const text =
      'import { dag } from "@dagger.io/dagger";\nimport "../engine/deploy.js";\nimport "./b.js";\nimport "zod";';
    const late = 'const { x } = await import("../engine/deploy.js");';
    expect(heavyImports([{ path: "pipelines/src/a.ts", text: `${text}\n${late}` }])).toEqual([
      "pipelines/src/a.ts:2 imports ../engine/deploy.js",
      "pipelines/src/a.ts:4 imports zod",
    ]);
  });
});

describe("undocumented", () => {
  const thing = (path: string, text: string): Source => ({ path, text });

  it("finds objects and functions without a doc comment", () => {
    const text = "@object()\nclass A {\n  @func()\n  b: string;\n  /** */\n  @func({ cache: 'never' })\n  c() {}\n}";
    expect(undocumented(thing("pipelines/src/a.ts", text))).toEqual([
      "pipelines/src/a.ts:1 @object() has no doc comment",
      "pipelines/src/a.ts:3 @func() has no doc comment",
      "pipelines/src/a.ts:6 @func() has no doc comment",
    ]);
  });

  it("takes the comment at the top for the main object alone", () => {
    const text = "/** A module. */\nimport 'x';\n@object()\nclass A {\n  helper() {}\n}";
    expect(undocumented(thing("pipelines/src/index.ts", text))).toEqual([]);
    expect(undocumented(thing("pipelines/src/a.ts", text))).toHaveLength(1);
  });

  it("is content with what is said", () => {
    const text = "/** A. */\n@object()\nclass A {\n  /** B. */\n  @func()\n  b() {}\n}";
    expect(undocumented(thing("pipelines/src/a.ts", text))).toEqual([]);
  });
});
