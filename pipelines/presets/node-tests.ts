import type { PackageJson } from "./package-json.js";
import type { PackageManager } from "./package-manager.js";
import type { Found } from "./preset.js";

/** Where reports go that a preset asks for. Nothing of it is shipped: tests run apart from the image. */
export const REPORTS = ".slipway";

interface TestRun {
  readonly test?: Found<readonly (readonly string[])[]>;
  readonly junit?: Found<readonly string[]>;
  readonly coverage?: Found<string>;
}

/** npm's own placeholder for a package without tests. */
const PLACEHOLDER = /no test specified/;

/** The script `test`, asked for a report and for coverage where its runner is known and can give them. */
export function nodeTests(manifest: PackageJson, manager: PackageManager): TestRun {
  const script = manifest.scripts["test"];
  if (script === undefined || PLACEHOLDER.test(script)) return {};
  const because = "package.json has the script test";
  const has = (name: string) => Object.hasOwn(manifest.devDependencies, name);
  // Arguments reach the runner only where it is the script's last and only program.
  const [, program = "", runner] = /^(?:\w+=\S+ )*((vitest|jest)(?: [^&|;]*)?)$/.exec(script) ?? [];
  const coverage = {
    value: `${REPORTS}/coverage/lcov.info`,
    because: `package.json has a coverage tool for ${runner}`,
  };
  if (runner === "vitest") {
    const covers = has("@vitest/coverage-v8") || has("@vitest/coverage-istanbul");
    const args = [
      // Otherwise some scripts wait for changes.
      ...(/ (?:run|--run)\b/.test(program) ? [] : ["--run"]),
      "--reporter=default",
      "--reporter=junit",
      `--outputFile.junit=${REPORTS}/junit.xml`,
      ...(covers
        ? ["--coverage.enabled", "--coverage.reporter=lcovonly", `--coverage.reportsDirectory=${REPORTS}/coverage`]
        : []),
    ];
    return {
      test: { value: [manager.script("test", ...args)], because: `${because}, which runs vitest` },
      junit: { value: [`${REPORTS}/junit.xml`], because: "vitest writes it" },
      ...(covers ? { coverage } : {}),
    };
  }
  if (runner === "jest") {
    const reports = has("jest-junit");
    const args = [
      "--coverage",
      "--coverageReporters=lcovonly",
      `--coverageDirectory=${REPORTS}/coverage`,
      ...(reports ? ["--reporters=default", "--reporters=jest-junit"] : []),
    ];
    return {
      test: { value: [manager.script("test", ...args)], because: `${because}, which runs jest` },
      coverage,
      ...(reports ? { junit: { value: ["junit.xml"], because: "jest-junit writes it" } } : {}),
    };
  }
  return { test: { value: [manager.script("test")], because } };
}
