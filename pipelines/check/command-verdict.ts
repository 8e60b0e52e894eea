import type { Service } from "../config/index.js";
import type { CommandOutcome } from "./ports.js";
import type { CheckResult } from "./result.js";

/** What a check comes to, without its name and its time. */
export type Verdict = Omit<CheckResult, "stage" | "service" | "seconds" | "repeat">;

/** Lines of a failed command's output that are shown. The reason stands at its end. */
const SHOWN = 20;

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

function lastLines(output: string): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are written with one.
  const plain = output.replaceAll(/\u001b\[[\d;]*[A-Za-z]/g, "").trimEnd();
  return plain === "" ? ["(no output)"] : plain.split("\n").slice(-SHOWN);
}
