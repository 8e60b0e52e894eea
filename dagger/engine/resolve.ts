import { SlipwayError } from "../../pipelines/errors/index.js";
import { lock } from "../lock.mjs";
import { addressOf, answers } from "./answers.js";
import type { SetUpCall } from "./call.js";
import { type Choice, chooseEngine, describeChoice } from "./choose.js";
import { runCommand } from "./command.js";
import { builtProgram, GO_PARTS } from "./go-parts.js";
import { layoutFor, RUNNER_HOST } from "./layout.js";
import { lookForEngines } from "./look.js";
import type { Part } from "./part.js";
import { setUpEngine } from "./setup.js";
import { finishPart, isFinished, prepareStore } from "./store.js";

/** How to run the Dagger CLI: the program, and the environment that leads it to the engine. */
export interface DaggerCli {
  readonly cli: string;
  readonly env: NodeJS.ProcessEnv;
  readonly choice: Choice;
  /** Whether the embedded engine was started for this run. */
  readonly startedHere: boolean;
}

/** Finds the engine to use, sets the embedded one up if it is the choice, and says which it is in one line. */
export async function resolveDagger(options: SetUpCall): Promise<DaggerCli> {
  const { env, say } = options;
  const surroundings = await lookForEngines(env);
  const choice = chooseEngine(surroundings);
  say(describeChoice(choice, surroundings));
  const base = { ...env, DAGGER_NO_NAG: env["DAGGER_NO_NAG"] ?? "1" };
  switch (choice.kind) {
    case "remote":
      await requireAnswer(choice.host);
      return { cli: choice.cli ?? (await buildCli(options)), env: base, choice, startedHere: false };
    case "container":
      return { cli: choice.cli, env: base, choice, startedHere: false };
    case "embedded": {
      const { host, cli, startedHere } = await setUpEngine(options);
      return { cli, env: { ...base, [RUNNER_HOST]: host }, choice, startedHere };
    }
    default:
      return choice satisfies never;
  }
}

/** The Dagger CLI would try for ten minutes without a word. */
async function requireAnswer(host: string): Promise<void> {
  const address = addressOf(host);
  if (address === undefined || (await answers(address))) return;
  throw new SlipwayError("ENGINE_UNREACHABLE", {
    what: `No engine answers where ${RUNNER_HOST} points.`,
    saw: host,
    next: "start that engine or correct the address; without the variable another engine is found or set up.",
  });
}

/** Builds the CLI alone, for an engine elsewhere on a machine that has no `dagger`. Needs neither root nor Debian. */
async function buildCli(options: SetUpCall): Promise<string> {
  const { env, signal, say } = options;
  const layout = layoutFor(env);
  const part = GO_PARTS.find((one) => one.id === "dagger") as Part;
  const cli = builtProgram(layout, "dagger");
  if (await isFinished(layout, part)) return cli;
  const release = await lock(`setup/${layout.id}`, "build of the CLI", (holder) => say(`waiting (${holder})`));
  try {
    if (await isFinished(layout, part)) return cli;
    await prepareStore(layout, { willBuild: true });
    say(`no dagger on the PATH: building it (about ${Math.round(part.coldSeconds / 60)} min) ...`);
    await finishPart(layout, part, ({ folder, scratch }) =>
      part.build({
        folder,
        scratch,
        signal,
        say: () => {},
        run: (command, more = {}) =>
          runCommand(command, { ...more, signal, log: `${layout.logs}/dagger.log`, env: { ...env, ...more.env } }),
      }),
    );
    return cli;
  } finally {
    await release();
  }
}
