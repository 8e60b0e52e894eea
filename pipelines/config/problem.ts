import { type ErrorCode, SlipwayError } from "../errors/index.js";
import { type Path, type Place, pathText, type Tree } from "./tree.js";

/** One thing that is wrong in slipway.yaml. */
export interface Problem {
  /** Path in the file, such as `services.api.scaling.min`. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** The value, or what else was found. Never a value that may be a secret. */
  readonly seen: string;
  /** What may be there instead. */
  readonly allowed: string;
  /** The word that was most likely meant. */
  readonly suggestion?: string;
}

/** What is wrong with a file, all of it. */
export interface Failure {
  readonly ok: false;
  readonly code: ErrorCode;
  readonly problems: readonly Problem[];
}

export function problemAt(place: Place, found: Omit<Problem, "path" | "line" | "column">): Problem {
  return { path: pathText(place.path), line: place.line, column: place.column, ...found };
}

const PRIVATE = new Set(["secret", "secrets", "token", "env", "headers", "repository"]);

/** A value as a message shows it: short, and hidden where someone may have written a secret. */
export function show(tree: Tree | undefined, path: Path): string {
  switch (tree?.kind) {
    case undefined:
      return "nothing";
    case "list":
      return tree.items.length === 0 ? "an empty list" : `a list of ${tree.items.length}`;
    case "map":
      return tree.entries.size === 0 ? "an empty map" : "a map";
    case "scalar": {
      if (tree.value === null) return "nothing";
      if (typeof tree.value !== "string") return String(tree.value);
      if (path.some((key) => PRIVATE.has(String(key)))) return `text of ${tree.value.length} characters`;
      return shorten(tree.value);
    }
    default:
      return tree satisfies never;
  }
}

/** Text in quotes on one line, cut where it is long. */
export function shorten(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}

export function problemText(problem: Problem, file = "slipway.yaml"): string {
  const { line, column, path, seen, allowed, suggestion } = problem;
  const hint = suggestion === undefined ? "" : `; did you mean \`${suggestion}\`?`;
  return `${file}:${line}:${column} ${path}: seen ${seen}, allowed: ${allowed}${hint}`;
}

/** In the order of the file, each once. */
export function sorted(problems: readonly Problem[]): Problem[] {
  const unique = new Map(problems.map((problem) => [problemText(problem), problem]));
  return [...unique.values()].sort((a, b) => a.line - b.line || a.column - b.column);
}

const SHOWN = 100;

/** One error that lists every problem (of more than 100, the first 100 and how many there are). */
export function configError({ code, problems }: Failure, file = "slipway.yaml"): SlipwayError {
  const shown = problems.slice(0, SHOWN).map((problem) => problemText(problem, file));
  if (problems.length > SHOWN) shown.push(`and ${problems.length - SHOWN} more`);
  const count = problems.length === 1 ? "a problem" : `${problems.length} problems`;
  return new SlipwayError(code, {
    what: `${file} has ${count}:\n${shown.map((line) => `  ${line}`).join("\n")}\n `,
    next: "correct the lines named above and run the same command again",
  });
}
