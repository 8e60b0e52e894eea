import { join } from "node:path";
import { isSlipwayError, SlipwayError } from "../../pipelines/errors/index.js";
import { lock } from "../lock.mjs";
import { answers } from "./answers.js";
import type { SetUpCall } from "./call.js";
import { runCommand } from "./command.js";
import { readContent } from "./content-part.js";
import { findRunning, stopEngine } from "./daemon.js";
import { type Layout, layoutFor } from "./layout.js";
import { lookAtMachine } from "./look.js";
import { lackingForEngine, unfitMachine } from "./machine.js";
import { inOrder, type Job, missingParts, type Part } from "./part.js";
import { allParts, CORE_PARTS, serveContent, serves } from "./parts.js";
import { type Progress, showProgress } from "./progress.js";
import { finishPart, folderOfPart, isFinished, prepareStore, unusable } from "./store.js";

/** An engine that answers, and the CLI that belongs to it. */
export interface ReadyEngine {
  readonly host: string;
  readonly cli: string;
  /** Whether this very call started it. */
  readonly startedHere: boolean;
}

/** Sees that the embedded engine runs and has the wanted parts; builds what is missing, one set-up at a time. */
export async function setUpEngine(options: SetUpCall): Promise<ReadyEngine> {
  const { env, signal, say } = options;
  const layout = layoutFor(env);
  const parts = allParts(layout);
  const wanted = inOrder(parts, [...CORE_PARTS, ...(options.also ?? [])]);

  const ready = await findReady(layout, wanted);
  if (ready !== undefined) return ready;

  const lacking = lackingForEngine(await lookAtMachine(env));
  if (lacking.length > 0) throw unfitMachine(lacking);

  const release = await lock(`setup/${layout.id}`, "set-up of the engine", (holder) =>
    say(`waiting for another set-up to finish (${holder})`),
  );
  try {
    return (await findReady(layout, wanted)) ?? (await build(layout, wanted, signal, say));
  } catch (error) {
    signal.throwIfAborted();
    throw asCacheError(layout, error);
  } finally {
    await release();
  }
}

async function findReady(layout: Layout, wanted: readonly Part[]): Promise<ReadyEngine | undefined> {
  const running = findRunning(layout);
  if (running === undefined || !(await answers(layout.socket))) return undefined;
  const finished = await Promise.all(wanted.map((part) => isFinished(layout, part)));
  if (finished.includes(false)) return undefined;
  const content = await readContent(folderOfPart(layout, wanted, "content"));
  if (!serves(running, content)) return undefined;
  return { ...addresses(layout, wanted), startedHere: false };
}

async function build(
  layout: Layout,
  wanted: readonly Part[],
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<ReadyEngine> {
  const there = new Set<string>();
  for (const part of wanted) if (await isFinished(layout, part)) there.add(part.id);
  const missing = missingParts(wanted, there).filter((part) => part.id !== "bare-engine");
  await prepareStore(layout, { willBuild: missing.length > 0 });

  const ranBefore = findRunning(layout) !== undefined;
  try {
    if (missing.length > 0) await buildParts(layout, withBareEngine(wanted, missing, there), signal, say);
    signal.throwIfAborted();
    await serveContent(layout, wanted, say);
    return { ...addresses(layout, wanted), startedHere: !ranBefore };
  } catch (error) {
    // What this run started must not stay behind half set up.
    if (!ranBefore) await stopEngine(layout, 1);
    throw error;
  }
}

/** The engine itself is started for a set-up only if something is built on it. */
function withBareEngine(wanted: readonly Part[], missing: readonly Part[], there: ReadonlySet<string>): Part[] {
  const isNeeded = !there.has("bare-engine") && missing.some((part) => part.needs.includes("bare-engine"));
  return wanted.filter((part) => missing.includes(part) || (isNeeded && part.id === "bare-engine"));
}

async function buildParts(layout: Layout, missing: readonly Part[], signal: AbortSignal, say: (line: string) => void) {
  const failure = new AbortController();
  const either = AbortSignal.any([signal, failure.signal]);
  const progress: Progress = showProgress(missing, say);
  const done = new Map<string, Promise<void>>();
  for (const part of missing) {
    const before = part.needs.map((id) => done.get(id));
    done.set(
      part.id,
      Promise.all(before).then(() => buildPart(layout, part, either, progress)),
    );
  }
  const outcomes = await Promise.allSettled(
    [...done.values()].map((outcome) =>
      outcome.catch((error: unknown) => {
        failure.abort(error);
        throw error;
      }),
    ),
  );
  await progress.end();
  signal.throwIfAborted();
  if (outcomes.some((outcome) => outcome.status === "rejected")) throw failure.signal.reason;
}

async function buildPart(layout: Layout, part: Part, signal: AbortSignal, progress: Progress): Promise<void> {
  signal.throwIfAborted();
  const shown = progress.start(part);
  const log = join(layout.logs, `${part.id}.log`);
  try {
    await finishPart(layout, part, async ({ folder, scratch }) => {
      const run: Job["run"] = (command, more = {}) =>
        runCommand(command, { ...more, signal, log, onLine: shown.say, env: { ...process.env, ...more.env } });
      await part.build({ folder, scratch, signal, say: shown.say, run });
      signal.throwIfAborted();
    });
    shown.done();
  } catch (error) {
    shown.failed();
    throw error;
  }
}

function addresses(layout: Layout, parts: readonly Part[]): Pick<ReadyEngine, "host" | "cli"> {
  return { host: `unix://${layout.socket}`, cli: join(folderOfPart(layout, parts, "dagger"), "dagger") };
}

/** A full or read-only disk can show up anywhere in a set-up; people get the same words for it. */
function asCacheError(layout: Layout, error: unknown): unknown {
  const text = isSlipwayError(error) ? `${error.message}` : String(error);
  if (isSlipwayError(error) && error.code === "CACHE_UNUSABLE") return error;
  const told = /(ENOSPC|no space left on device|EROFS|read-only file system|EDQUOT|disk quota exceeded)[^\n]*/i.exec(
    text,
  );
  if (told !== null) return unusable(layout, told[0], error);
  if (isSlipwayError(error)) return error;
  return new SlipwayError(
    "PART_FAILED",
    {
      what: "The set-up of the embedded engine failed.",
      saw: error instanceof Error ? error.message : String(error),
      next: `read the logs in ${layout.logs}, then run the same command again; what is finished is kept.`,
    },
    { cause: error },
  );
}
