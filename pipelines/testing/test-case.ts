import type { XmlElement } from "./xml-element.js";
import { oneLine } from "./xml-text.js";

/** The suites that a test stands in, from the outermost. */
export interface Around {
  readonly names: readonly string[];
  readonly file: string | undefined;
}

export type Outcome =
  | { readonly state: "passed" | "skipped" }
  | { readonly state: "failed"; readonly failure: XmlElement };

const JAVASCRIPT = /\.[cm]?[jt]sx?$/;

export function outcomeOf(testcase: XmlElement): Outcome {
  const skipped = testcase.child("skipped");
  // node:test writes both for a todo that fails, which does not fail the run.
  if (skipped?.attribute("type") === "todo") return { state: "skipped" };
  const failure = testcase.child("failure") ?? testcase.child("error");
  if (failure !== undefined) return { state: "failed", failure };
  const isNotRun = /^(?:notrun|disabled|skipped)$/.test(testcase.attribute("status") ?? "");
  return { state: skipped !== undefined || isNotRun ? "skipped" : "passed" };
}

export function within(suite: XmlElement, around: Around): Around {
  const name = oneLine(suite.attribute("name") ?? "");
  const file = fileOf(suite.attribute("file"), name) ?? around.file;
  return { names: name === "" ? around.names : [...around.names, name], file };
}

/** A test's name and file. The class name is a file to vitest, the word `test` to node:test, and the name again to Jest. */
export function nameOf(testcase: XmlElement, around: Around): { readonly test: string; readonly file?: string } {
  const [name, className] = ["name", "classname"].map((key) => oneLine(testcase.attribute(key) ?? ""));
  const file = fileOf(testcase.attribute("file"), className ?? "") ?? around.file;
  const isGroup = className && className !== "test" && className !== file;
  const groups = isGroup ? [className] : around.names.filter((one) => one !== file);
  const isNamedTwice = isGroup && name?.includes(className);
  const test = [...(isNamedTwice ? [] : groups), name].filter(Boolean).join(" > ");
  return { test: test || "a test without a name", ...(file !== undefined && { file }) };
}

function fileOf(attribute: string | undefined, name: string): string | undefined {
  return oneLine(attribute ?? "") || (JAVASCRIPT.test(name) ? name : undefined);
}

/** Seconds. Surefire puts commas between thousands; what is no time counts as none. */
export function secondsOf(testcase: XmlElement): number {
  const seconds = Number(testcase.attribute("time")?.replaceAll(",", "") ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : 0;
}
