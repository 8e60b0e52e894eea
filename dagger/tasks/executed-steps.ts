import { withoutColour } from "./compact.js";

/** The commands that an engine was asked to run, and those of them that it did run: it knew the outcome of the others. */
export interface Steps {
  readonly asked: number;
  /** Their programs, with Slipway's time limit around them left out. */
  readonly run: readonly string[];
}

/** A command that only looks a result up takes no time. */
const QUICKEST_SECONDS = 0.3;

/** Reads Dagger's plain progress: every line begins with the number of its step. */
export function executedSteps(progress: string): Steps {
  const programs = new Map<string, string>();
  const cached = new Set<string>();
  const seconds = new Map<string, number>();
  for (const line of withoutColour(progress).split("\n")) {
    const command = /^(\d+) +: [┆ ]*withExec (.*)$/.exec(line);
    if (command?.[1] !== undefined) programs.set(command[1], programOf(command[2] ?? ""));
    const end = /^(\d+) +: [┆ ]*Container\.withExec (DONE|CACHED) \[(?:(\d+)m)?([\d.]+)s\]$/.exec(line);
    if (end?.[1] === undefined) continue;
    if (end[2] === "CACHED") cached.add(end[1]);
    seconds.set(end[1], Math.max(seconds.get(end[1]) ?? 0, Number(end[3] ?? 0) * 60 + Number(end[4])));
  }
  const run = [...programs].filter(([id]) => !cached.has(id) && (seconds.get(id) ?? 0) >= QUICKEST_SECONDS);
  return { asked: programs.size, run: run.map(([, program]) => program) };
}

function programOf(command: string): string {
  const [program = ""] = command.replace(/^sh -c '.*' sh -k \d+ \d+ /, "").split(" ");
  return program;
}

/** Programs with how often each ran, such as `3 git, 2 ruff`. */
export function tally(programs: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const program of programs) counts.set(program, (counts.get(program) ?? 0) + 1);
  return [...counts].map(([program, count]) => `${count} ${program}`).join(", ");
}
