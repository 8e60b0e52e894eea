import { rm } from "node:fs/promises";
import { SlipwayError } from "../../pipelines/errors/index.js";
import { lock } from "../lock.mjs";
import { answers } from "./answers.js";
import type { Call } from "./call.js";
import { findRunning, stopEngine } from "./daemon.js";
import { type Layout, layoutFor, RUNNER_HOST } from "./layout.js";
import { allParts, CORE_PARTS } from "./parts.js";
import { setUpEngine } from "./setup.js";
import { isFinished, prune } from "./store.js";

type Verb = { readonly help: string; readonly run: (call: Call, layout: Layout) => Promise<number> };

const VERBS: Readonly<Record<string, Verb>> = {
  up: { help: "up [PART ...|all]  set up and start the engine; parts beyond the core ones by name", run: up },
  down: { help: "down               stop the engine; what was built is kept", run: down },
  status: {
    help: "status             what runs and which parts are there; exit code 1 if no engine runs",
    run: status,
  },
  env: { help: 'env                lines for a shell: eval "$(npm run --silent engine -- env)"', run: printEnv },
  clean: {
    help: "clean [--old]      stop the engine and remove the cache folder; --old: only parts of other versions",
    run: clean,
  },
};

/** Runs `npm run engine -- VERB`. Returns the exit code. */
export async function runEngineCommand(call: Call): Promise<number> {
  const verb = VERBS[call.args[0] ?? ""];
  if (verb === undefined) {
    throw new SlipwayError("USAGE", {
      what: "npm run engine takes a verb.",
      saw: call.args[0] === undefined ? "none" : `"${call.args[0]}"`,
      next: `one of:\n${Object.values(VERBS)
        .map(({ help }) => `    npm run engine -- ${help}`)
        .join("\n")}`,
    });
  }
  return verb.run({ ...call, args: call.args.slice(1) }, layoutFor(call.env));
}

async function up(call: Call, layout: Layout): Promise<number> {
  const known = allParts(layout).map((part) => part.id);
  const unknown = call.args.find((name) => name !== "all" && !known.includes(name));
  if (unknown !== undefined) {
    throw new SlipwayError("USAGE", {
      what: "There is no such part of the engine.",
      saw: `"${unknown}"`,
      next: `take all, or some of: ${known.join(", ")}.`,
    });
  }
  const also = call.args.includes("all") ? known : call.args;
  const { host, startedHere } = await setUpEngine({ ...call, also });
  call.say(`${startedHere ? "started" : "running"} at ${host}; \`npm run engine -- down\` stops it`);
  return 0;
}

async function down(call: Call, layout: Layout): Promise<number> {
  const release = await lock(`setup/${layout.id}`, "engine down", (holder) => call.say(`waiting (${holder})`));
  try {
    call.say((await stopEngine(layout)) ? "stopped" : "was not running");
    return 0;
  } finally {
    await release();
  }
}

async function status({ print }: Call, layout: Layout): Promise<number> {
  const running = findRunning(layout);
  const isAnswering = running !== undefined && (await answers(layout.socket));
  if (isAnswering) {
    print(`running since ${running.since}, process ${running.engine.pid}`);
    print(`engine: unix://${layout.socket}`);
    print(`mirror: 127.0.0.1:${running.mirrorPort}`);
  } else {
    print("not running");
  }
  print(`cache folder: ${layout.cache}`);
  for (const part of allParts(layout)) {
    if (part.id === "bare-engine") continue;
    const state = (await isFinished(layout, part)) ? "there" : "to be built";
    const core = CORE_PARTS.some((id) => id === part.id) ? "" : " (when needed)";
    print(`  ${state.padEnd(12)} ${part.id.padEnd(18)} ${part.title}${core}`);
  }
  return isAnswering ? 0 : 1;
}

async function printEnv(call: Call): Promise<number> {
  const { host, cli } = await setUpEngine(call);
  const folder = cli.slice(0, cli.lastIndexOf("/"));
  call.print(`export ${RUNNER_HOST}='${host}'`);
  call.print(`export _EXPERIMENTAL_DAGGER_CLI_BIN='${cli}'`);
  call.print(`export PATH='${folder}':"$PATH"`);
  return 0;
}

async function clean(call: Call, layout: Layout): Promise<number> {
  const release = await lock(`setup/${layout.id}`, "engine clean", (holder) => call.say(`waiting (${holder})`));
  try {
    if (call.args.includes("--old")) {
      const removed = await prune(layout, allParts(layout));
      call.say(removed.length === 0 ? "nothing to remove" : `removed ${removed.join(", ")}`);
      return 0;
    }
    await stopEngine(layout);
    await rm(layout.cache, { recursive: true, force: true });
    call.say(`removed ${layout.cache}`);
    return 0;
  } finally {
    await release();
  }
}
