import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isSlipwayError, SlipwayError } from "../../pipelines/errors/index.js";
import { builtProgram, type DaggerCli, layoutFor, resolveDagger, stopEngine } from "../engine/index.js";
import { IMAGES } from "../images/index.js";
import { runChecks } from "./check.js";
import { type Counts, closingLine, countVitest, sumCounts } from "./counts.js";
import { testServices } from "./services.js";
import { ROOT, type TaskCall } from "./task.js";

const WITHOUT_ENGINE = ["check", "unit", "cloud-run"] as const;
const WITH_ENGINE = ["machine", "infrastructure", "engine", "services"] as const;

/** Programs that tests use beside the engine, each built from source. */
const PROGRAMS = ["trivy", "tofu", "tflint", "provider"];

/**
 * Runs every suite, engine tests included, and ends with one line that adds them up. `--without a,b` leaves suites out,
 * and says so.
 */
export async function runTests(call: TaskCall): Promise<number> {
  const without = leftOut(call.args);
  const counts: Counts[] = [];
  const suite = async (name: string, run: () => Promise<Counts>): Promise<void> => {
    if (without.includes(name)) return call.say(`suite ${name}: left out, as asked`);
    const began = Date.now();
    call.say(`suite ${name} ...`);
    const one = await run();
    call.signal.throwIfAborted();
    counts.push(one);
    call.say(
      `suite ${name}: ${closingLine(one).slice("tests: ".length)} in ${((Date.now() - began) / 1000).toFixed(0)} s`,
    );
  };

  await suite("check", async () => ({ ...(await runChecks(call)), skipped: 0 }));
  await suite("unit", () => vitest("unit", call.env));
  await suite("cloud-run", () => vitest("cloud-run", call.env));

  const dagger = await findEngine(call);
  if (typeof dagger === "string") {
    for (const name of WITH_ENGINE) call.say(`suite ${name}: did not run: ${dagger}`);
    // On a developer's machine that is how it is; in CI nobody would notice that half of the tests are missing.
    const isCi = call.env["CI"] === "true";
    counts.push({ passed: 0, failed: isCi ? WITH_ENGINE.length : 0, skipped: WITH_ENGINE.length });
  } else {
    try {
      await suite("machine", () => vitest("machine", call.env));
      await suite("infrastructure", () => vitest("infrastructure", engineEnv(dagger, call.env)));
      await suite("engine", () => vitest("engine", engineEnv(dagger, call.env)));
      await suite("services", () => testServices(dagger));
    } finally {
      if (dagger.startedHere) await stopEngine(layoutFor(call.env));
    }
  }
  const all = sumCounts(counts);
  call.print(closingLine(all));
  return all.failed === 0 ? 0 : 1;
}

/** What the engine tests need to know: the engine, its CLI, and the programs that the set-up has built. */
function engineEnv({ cli, choice, env }: DaggerCli, surroundings: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const layout = layoutFor(surroundings);
  const programs = choice.kind === "embedded" ? PROGRAMS : [];
  const built = programs.map((id) => [`SLIPWAY_TEST_${id.toUpperCase()}`, builtProgram(layout, id)]);
  return { ...env, SLIPWAY_TEST_DAGGER: cli, SLIPWAY_TEST_ENGINE: choice.kind, ...Object.fromEntries(built) };
}

function leftOut(args: readonly string[]): readonly string[] {
  const [flag, names] = args;
  if (flag === undefined) return [];
  const known: readonly string[] = [...WITHOUT_ENGINE, ...WITH_ENGINE];
  const without = flag === "--without" ? (names ?? "").split(",") : [];
  if (without.length > 0 && without.every((name) => known.includes(name))) return without;
  throw new SlipwayError("USAGE", {
    what: "npm test was called with words that it does not know.",
    saw: args.join(" "),
    next: `leave them away, or leave suites out with: npm test -- --without ${known.join(",")}`,
  });
}

/** The engine with every image, or why there is none. */
async function findEngine(call: TaskCall): Promise<DaggerCli | string> {
  try {
    return await resolveDagger({ ...call, also: [...IMAGES.map(({ id }) => `image-${id}`), ...PROGRAMS] });
  } catch (error) {
    call.signal.throwIfAborted();
    if (!isSlipwayError(error)) throw error;
    return error.message;
  }
}

async function vitest(project: string, env: NodeJS.ProcessEnv): Promise<Counts> {
  const folder = await mkdtemp(join(tmpdir(), "slipway-test-"));
  const file = join(folder, "report.json");
  try {
    const args = ["run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const child = spawn("node_modules/.bin/vitest", args, {
      cwd: ROOT,
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...env, NO_COLOR: env["NO_COLOR"] ?? "1" },
    });
    const code = await new Promise<number>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (ended) => resolve(ended ?? 1));
    });
    const report = await readFile(file, "utf8").then(JSON.parse, () => undefined);
    return countVitest(code, report);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
