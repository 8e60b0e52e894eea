import { DockerfileParser, type From, type JSONInstruction, type ModifiableInstruction } from "dockerfile-ast";
import { expect } from "vitest";
import type { Service } from "../../config/index.js";
import { findPreset, type PresetResult, type Recipe, recipeOf, type ServiceFiles } from "../../presets/index.js";
import { sound } from "../config/reading.js";

/** Files of a service by name. What is only looked for has any text. */
export type Files = Readonly<Record<string, string | object>>;

export function filesOf(files: Files): ServiceFiles {
  const texts = Object.entries(files).map(
    ([name, text]) => [name, typeof text === "string" ? text : JSON.stringify(text)] as const,
  );
  return { names: new Set(Object.keys(files)), text: new Map(texts) };
}

/** A service as slipway.yaml has it, from the lines of its own. */
export function service(more = ""): Service {
  const { config } = sound(`name: shop\nservices:\n  api: { path: services/api${more === "" ? "" : `, ${more}`} }\n`);
  const api = config.services["api"];
  if (api === undefined) expect.fail("the service is gone");
  return api;
}

/** The preset of files that have one. */
export function presetOf(files: Files, more = "") {
  const found = findPreset(service(more), filesOf(files));
  if (found === undefined) expect.fail("no preset was found");
  if (!found.ok) expect.fail(`${found.problem.what} ${found.problem.saw}`);
  return found.value;
}

/** What stands in the way of a preset. */
export function problemOf(files: Files, more = "") {
  const found = findPreset(service(more), filesOf(files));
  if (found?.ok !== false) expect.fail("a preset fits");
  return found.problem;
}

export const recipe = (files: Files, more = ""): Recipe => recipeOf(service(more), filesOf(files));

export function soundPart<T>(result: PresetResult<T>): T {
  if (!result.ok) expect.fail(`${result.problem.what} ${result.problem.saw}`);
  return result.value;
}

/** The text of the preset's Dockerfile that the image is built from. */
export function dockerfileOf(files: Files, more = ""): string {
  const { dockerfile } = soundPart(recipe(files, more).image);
  if (dockerfile.kind !== "preset") expect.fail("the service has a Dockerfile of its own");
  return dockerfile.text;
}

interface Stage {
  readonly name: string;
  readonly from: string;
  /** Each instruction as it stands, without FROM. */
  readonly lines: readonly string[];
}

/** The stages of a Dockerfile, in order. */
export function stagesIn(text: string): Stage[] {
  const stages: { name: string; from: string; lines: string[] }[] = [];
  const lines = text.split("\n");
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    if (instruction.getKeyword() === "FROM") {
      const from = instruction as From;
      stages.push({ name: from.getBuildStage() ?? "", from: from.getImage() ?? "", lines: [] });
    } else {
      const { start, end } = instruction.getRange();
      expect(end.line, "an instruction stands on one line").toBe(start.line);
      stages.at(-1)?.lines.push(lines[start.line] ?? "");
    }
  }
  return stages;
}

/** The lines of one stage; the test fails where there is none. */
export function stage(text: string, name: string): readonly string[] {
  const found = stagesIn(text).find((one) => one.name === name);
  if (found === undefined) expect.fail(`no stage ${name}`);
  return found.lines;
}

/** The words of every RUN and CMD. Fails where a shell would read one. */
export function programsIn(text: string): string[][] {
  return DockerfileParser.parse(text)
    .getInstructions()
    .filter((one) => ["RUN", "CMD", "ENTRYPOINT"].includes(one.getKeyword()))
    .map((one) => {
      const flags = (one as ModifiableInstruction).getFlags().map(String).join(" ");
      const words = (one as JSONInstruction).getArgumentsContent() ?? "";
      const json = JSON.parse(flags === "" ? words : words.slice(words.indexOf("["))) as unknown;
      expect(json).toEqual(expect.any(Array));
      return json as string[];
    });
}

/** Fails where a stage builds on, or copies from, something that is neither the base nor a stage before it. */
export function expectWhole(text: string, base: string): void {
  const known = new Set<string>();
  for (const { name, from, lines } of stagesIn(text)) {
    expect([base, ...known]).toContain(from);
    for (const line of lines) {
      const copied = /--from=(\S+)/.exec(line.startsWith("COPY ") ? line : "")?.[1];
      if (copied !== undefined) expect([...known]).toContain(copied);
    }
    expect([...known]).not.toContain(name);
    known.add(name);
  }
  expect([...known]).toEqual(expect.arrayContaining(["dev", "build", "image"]));
}
