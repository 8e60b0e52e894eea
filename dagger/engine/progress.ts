import { Listr, type ListrTaskWrapper, PRESET_TIMER } from "listr2";
import type { Part } from "./part.js";

/** Shows a set-up: in a terminal as a live list, elsewhere as plain lines. */
export interface Progress {
  readonly start: (part: Part) => { say: (line: string) => void; done: () => void; failed: () => void };
  readonly end: () => Promise<void>;
}

export function showProgress(parts: readonly Part[], say: (line: string) => void): Progress {
  // The list is drawn on stdout, which may lead into a file or a shell's `eval` even where a person watches stderr.
  const isWatched = process.stdout.isTTY && process.stderr.isTTY && process.env["CI"] === undefined;
  return isWatched ? liveProgress(parts) : plainProgress(parts, say);
}

function plainProgress(parts: readonly Part[], say: (line: string) => void): Progress {
  const began = Date.now();
  let finished = 0;
  say(
    `setting up the engine: ${parts.length} parts, about ${minutes(parts.reduce((sum, one) => sum + one.coldSeconds, 0))} from nothing`,
  );
  return {
    start: (part) => {
      const since = Date.now();
      say(`  ${part.title} ...`);
      return {
        say: () => {},
        done: () => {
          finished += 1;
          const left = parts.length - finished;
          say(`  ${part.title}: done in ${seconds(since)} (${left === 0 ? "the last" : `${left} left`})`);
        },
        failed: () => say(`  ${part.title}: stopped after ${seconds(since)}`),
      };
    },
    end: async () => say(`set-up ended after ${seconds(began)}`),
  };
}

function liveProgress(parts: readonly Part[]): Progress {
  type Shown = { task: ListrTaskWrapper<unknown, never, never>; settle: (error?: Error) => void };
  const shown = new Map<string, Promise<Shown>>();
  const list = new Listr(
    parts.map((part) => {
      let register: (value: Shown) => void = () => {};
      shown.set(part.id, new Promise((resolve) => (register = resolve)));
      return {
        title: part.title,
        task: (_: unknown, task: unknown) =>
          new Promise<void>((resolve, reject) => {
            const settle = (error?: Error) => (error === undefined ? resolve() : reject(error));
            register({ task: task as Shown["task"], settle });
          }),
      };
    }),
    {
      concurrent: true,
      exitOnError: false,
      registerSignalListeners: false,
      rendererOptions: { timer: PRESET_TIMER, showErrorMessage: false, collapseErrors: true },
    },
  );
  const ended = list.run().catch(() => {});
  const settle = (part: Part, error?: Error) => void shown.get(part.id)?.then((one) => one.settle(error));
  return {
    start: (part) => ({
      say: (line) =>
        void shown.get(part.id)?.then(({ task }) => {
          task.output = line;
        }),
      done: () => settle(part),
      failed: () => settle(part, new Error("stopped")),
    }),
    end: async () => {
      for (const part of parts) settle(part, new Error("not begun"));
      await ended;
    },
  };
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

function minutes(total: number): string {
  return `${Math.max(1, Math.round(total / 60))} min`;
}
