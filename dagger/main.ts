import { setMaxListeners } from "node:events";
import { isSlipwayError, SlipwayError } from "../pipelines/errors/index.js";
import { runEngineCommand } from "./engine/index.js";
import { callDagger, runBench, runChecks, runStart, runTests, type TaskCall } from "./tasks/index.js";

const say = (line: string): void => void process.stderr.write(`slipway: ${line}\n`);
const print = (line: string): void => void process.stdout.write(`${line}\n`);

const interrupt = new AbortController();
// Everything that runs listens to it, and much runs side by side.
setMaxListeners(0, interrupt.signal);
const env = process.env;

const callWith = (args: readonly string[]): TaskCall => ({ args, env, signal: interrupt.signal, say, print });

const COMMANDS: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = {
  start: (args) => runStart(callWith(args)),
  dagger: (args) => callDagger(callWith(args)),
  check: async (args) => ((await runChecks(callWith(args))).failed === 0 ? 0 : 1),
  test: (args) => runTests(callWith(args)),
  bench: (args) => runBench(callWith(args)),
  engine: (args) => runEngineCommand(callWith(args)),
};

async function main([name = "", ...args]: readonly string[]): Promise<number> {
  const command = COMMANDS[name];
  if (command === undefined) {
    throw new SlipwayError("USAGE", {
      what: "There is no such command.",
      saw: `"${name}"`,
      next: `one of ${Object.keys(COMMANDS).join(", ")}.`,
    });
  }
  return command(args);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (!interrupt.signal.aborted) say("interrupted: ending what was started ...");
    interrupt.abort(new Error("interrupted"));
  });
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (interrupt.signal.aborted) {
      // What was under way may still wait for an answer that nobody needs any more.
      process.exit(130);
    } else if (isSlipwayError(error)) {
      say(error.message);
      // Parts that were being built beside the one that failed may still wait for their engine.
      process.exit(error.code === "USAGE" ? 2 : 1);
    } else {
      // Not one of ours: a fault in Slipway, so its trace is worth having.
      console.error(error);
      process.exitCode = 1;
    }
  },
);
