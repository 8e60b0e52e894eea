import { expect } from "vitest";
import { problemText, readConfig, type SoundFile } from "../../config/index.js";

/** The file as a configuration; the test fails with the problems where it has any. */
export function sound(text: string): SoundFile {
  const result = readConfig(text);
  if (!result.ok) expect.fail(result.problems.map((problem) => problemText(problem)).join("\n"));
  return result;
}

/** Every problem of a file, one line each. */
export function problems(text: string): string[] {
  const result = readConfig(text);
  return result.ok ? [] : result.problems.map((problem) => problemText(problem));
}
