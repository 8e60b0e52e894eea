import { parse, stringify } from "yaml";
import { z } from "zod";

/** Name of the file, at the top of the repository. */
export const LOCK_FILE = "slipway.lock";

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, { error: "sha256: and 64 hexadecimal digits" });
const Lock = z.strictObject({ images: z.record(z.string(), digest) });

/** Digests of images by the name that people write, such as `node:22-bookworm-slim`. */
export type ImageLock = ReadonlyMap<string, string>;

/** Why a name has no digest, or the lock file cannot be read. */
export interface LockProblem {
  readonly what: string;
  readonly saw: string;
  readonly next: string;
}

export const REFRESH = "`dagger call lock -o slipway.lock` looks all of them up again";

/** Reads a lock file. Never throws. */
export function readLock(
  text: string,
): { readonly ok: true; readonly lock: ImageLock } | { readonly ok: false; readonly problem: LockProblem } {
  const what = `${LOCK_FILE} cannot be read.`;
  let value: unknown;
  try {
    value = parse(text, { maxAliasCount: 0, logLevel: "error" });
  } catch (error) {
    const [first = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
    return { ok: false, problem: { what, saw: first, next: REFRESH } };
  }
  const read = Lock.safeParse(value);
  if (read.success) return { ok: true, lock: new Map(Object.entries(read.data.images)) };
  const [issue] = read.error.issues;
  return {
    ok: false,
    problem: { what, saw: `${issue?.path.join(".") || "(file)"}: ${issue?.message ?? "wrong"}`, next: REFRESH },
  };
}

/** The text of a lock file, sorted by name. */
export function lockText(lock: ImageLock): string {
  const images = Object.fromEntries([...lock].sort(([one], [other]) => (one < other ? -1 : 1)));
  return `# Digests of the images that this repository builds on. ${REFRESH.replaceAll("`", "")}.\n${stringify({ images }, { lineWidth: 0 })}`;
}

/** An image by its digest; the reference itself where it has one or there is no lock. A problem where the lock lacks it. */
export function pinned(
  reference: string,
  lock: ImageLock | undefined,
): { readonly ok: true; readonly reference: string } | { readonly ok: false; readonly problem: LockProblem } {
  if (lock === undefined || reference.includes("@sha256:")) return { ok: true, reference };
  const known = lock.get(reference);
  if (known !== undefined) return { ok: true, reference: `${reference}@${known}` };
  return {
    ok: false,
    problem: { what: `${LOCK_FILE} has no digest of an image that is used.`, saw: reference, next: REFRESH },
  };
}
