import type { Service } from "../config/index.js";
import type { CommandOutcome } from "./ports.js";
import type { CheckResult } from "./result.js";

/** What a check comes to, without its name and its time. */
export type Verdict = Omit<CheckResult, "stage" | "service" | "seconds" | "repeat">;

/** Lines of a failed command's output that are shown. The reason stands at its end. */
const SHOWN = 20;

/** Characters of a line that are shown: a bundler may quote a whole bundle. */
const LONGEST = 500;

/** Passed where every command ended with 0 in time. */
export function commandVerdict(outcome: CommandOutcome, service: Service): Verdict {
  switch (outcome.kind) {
    case "none":
      return { outcome: "none", summary: "no such command", findings: [], output: [] };
    case "unfit": {
      const { what, saw, next } = outcome.problem;
      return { outcome: "failed", summary: what, findings: [`seen: ${saw}`, `next: ${next}`], output: [] };
    }
    case "image-failed":
      return {
        outcome: "failed",
        summary: "the image could not be built",
        findings: [],
        output: lastLines(outcome.output),
      };
    case "ran": {
      const said = outcome.commands.at(-1)?.join(" ") ?? "";
      if (outcome.isOverTime) {
        const limit = `${service.commands.timeoutSeconds} s`;
        const next = `next: make it faster, or raise commands.timeout of ${service.name}`;
        return {
          outcome: "failed",
          summary: `\`${said}\` took longer than its limit of ${limit} and was ended`,
          findings: [next],
          output: lastLines(outcome.output),
        };
      }
      if (outcome.exitCode === 0) {
        const all = outcome.commands.map((command) => command.join(" ")).join("; ");
        return { outcome: "passed", summary: all, findings: [], output: [] };
      }
      return {
        outcome: "failed",
        summary: `\`${said}\` ended with ${outcome.exitCode}`,
        findings: [],
        output: lastLines(outcome.output),
      };
    }
    default:
      return outcome satisfies never;
  }
}

/** Colours and movements of the cursor (ECMA-48, CSI), and links and titles (OSC). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they begin with one.
const SEQUENCES = /\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g;

function lastLines(output: string): string[] {
  const plain = output.replaceAll(SEQUENCES, "").trimEnd();
  if (plain === "") return ["(no output)"];
  return plain.split(/\r*\n/).slice(-SHOWN).map(asSeen);
}

/** A line as a terminal leaves it: what was written over, such as a bar of progress, is gone. */
function asSeen(line: string): string {
  const last = line.replace(/\r+$/, "").split("\r").at(-1) ?? "";
  const shown = last.replaceAll(/[^\P{Cc}\t]/gu, "").trimEnd();
  return shown.length <= LONGEST ? shown : `${shown.slice(0, LONGEST)} … and ${shown.length - LONGEST} more characters`;
}
