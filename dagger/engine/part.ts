import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { CommandOptions, Ended } from "./command.js";

/** What a part's build may use. */
export interface Job {
  /** An empty folder; what is in it at the end is the finished part. */
  readonly folder: string;
  /** A folder for what is needed on the way only. */
  readonly scratch: string;
  readonly signal: AbortSignal;
  /** Shows what is being done now. */
  readonly say: (line: string) => void;
  /** Runs a program with this part's log; a failure is a result. */
  readonly run: (command: readonly string[], options?: Pick<CommandOptions, "cwd" | "env">) => Promise<Ended>;
}

/** One piece of the embedded engine: built once for each key, kept in the cache folder, never half there. */
export interface Part {
  readonly id: string;
  /** What people see while it is built. */
  readonly title: string;
  /** How long it takes on two cores with nothing cached, in seconds; shown, and measured by the bench. */
  readonly coldSeconds: number;
  /** Ids of the parts that must be finished before. */
  readonly needs: readonly string[];
  /** Hash of all that decides its content. */
  readonly key: string;
  /** For what is kept outside the cache folder, such as system packages: whether it is there. */
  readonly isThere?: () => Promise<boolean>;
  /** For what is only recorded in its folder and kept elsewhere, such as an image in the mirror: whether it still is. */
  readonly isIntact?: (folder: string) => Promise<boolean>;
  readonly build: (job: Job) => Promise<void>;
}

/** A key from texts and from the contents of files, in order. */
export function keyOf(texts: readonly string[], files: readonly string[] = []): string {
  const hash = createHash("sha256");
  // With lengths and counts, so that no two different lists run together into the same bytes.
  hash.update(JSON.stringify(texts));
  for (const file of files) hash.update(createHash("sha256").update(readFileSync(file)).digest());
  return hash.digest("hex").slice(0, 16);
}

/** The parts that are wanted and all they need, each after the ones it needs. */
export function inOrder(parts: readonly Part[], wanted: readonly string[]): Part[] {
  const byId = new Map(parts.map((part) => [part.id, part]));
  const ordered = new Map<string, Part>();
  const visit = (id: string, path: readonly string[]): void => {
    if (ordered.has(id)) return;
    if (path.includes(id)) throw new Error(`parts need each other: ${[...path, id].join(" -> ")}`);
    const part = byId.get(id);
    if (part === undefined) throw new Error(`no part is called ${id}`);
    for (const need of part.needs) visit(need, [...path, id]);
    ordered.set(id, part);
  };
  for (const id of wanted) visit(id, []);
  return [...ordered.values()];
}

/** Which of the parts have to be built, given which are there. */
export function missingParts(ordered: readonly Part[], there: ReadonlySet<string>): Part[] {
  return ordered.filter((part) => !there.has(part.id));
}
