import { execFileSync } from "node:child_process";
import { appendFile, cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DaggerCli, RUNNER_HOST, resolveDagger, withSession } from "../engine/index.js";
import { bareModule } from "./bench-bare.js";
import { runByHand, servicesByHand } from "./bench-by-hand.js";
import { timeCommand } from "./bench-run.js";
import { executedSteps, tally } from "./executed-steps.js";
import { type Figure, median, seconds } from "./figures.js";
import { imagesFor } from "./images-for.js";
import { ROOT, type TaskCall } from "./task.js";

const RUNS = 3;

/** Times the checks of this repository's own services, in a clone, beside functions that do nothing. */
export async function measureChecks(call: TaskCall): Promise<readonly Figure[]> {
  const dagger = await resolveDagger({ ...call, also: imagesFor(["check"]) });
  const folder = await mkdtemp(join(tmpdir(), "slipway-bench-"));
  try {
    const clone = join(folder, "clone");
    execFileSync("git", ["clone", "--quiet", `file://${ROOT}`, clone]);
    const database = await scannerDatabase(folder);
    return [
      ...(await unchanged(dagger, clone, database, folder)),
      ...(await oneLine(dagger, clone, database)),
      ...(await byHand(dagger, clone)),
      affected(),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The tests' small database, packed as of now. */
async function scannerDatabase(folder: string): Promise<string> {
  const content = join(folder, "database");
  await mkdir(content);
  const now = new Date().toISOString();
  const metadata = { Version: 2, UpdatedAt: now, NextUpdate: now, DownloadedAt: now };
  await writeFile(join(content, "metadata.json"), JSON.stringify(metadata));
  await cp(join(ROOT, "pipelines", "test", "scan", "database", "trivy.db"), join(content, "trivy.db"));
  const archive = join(folder, "database.tar.gz");
  execFileSync("tar", ["--create", "--gzip", "--file", archive, "--directory", content, "metadata.json", "trivy.db"]);
  return archive;
}

async function unchanged({ cli, env }: DaggerCli, clone: string, database: string, folder: string): Promise<Figure[]> {
  const bare = await bareModule(join(folder, "bare"));
  const time = async (args: readonly string[], cwd: string, before: () => Promise<void> = async () => {}) => {
    const runs: number[] = [];
    for (let run = 0; run <= RUNS; run++) {
      await before();
      const { seconds: took } = await timeCommand([cli, "--quiet", ...args], { env, cwd });
      // The first warms what all runs share.
      if (run > 0) runs.push(took);
    }
    return median(runs);
  };
  const check = ["call", "check", "--database", database];
  const checks = await time(check, clone);
  const empty = await time(["call", "cached"], bare);
  const touch = async () => appendFile(join(clone, "README.md"), "\n");
  const touched = await time(check, clone, touch);
  const emptyBody = await time(["call", "nothing"], bare, async () => appendFile(join(bare, "README.md"), "\n"));
  return [
    {
      name: "all four checks, nothing changed",
      measured: seconds(checks),
      comparedTo: `at most 5 s, and 1.5 s more than an empty function: ${seconds(empty)}`,
    },
    {
      name: "all four checks after a change in no service",
      measured: seconds(touched),
      comparedTo: `an empty function that runs: ${seconds(emptyBody)}`,
    },
  ];
}

async function oneLine({ cli, env }: DaggerCli, clone: string, database: string): Promise<Figure[]> {
  const args = ["--progress", "plain", "call", "check", "--database", database];
  await appendFile(
    join(clone, "services", "prices", "app", "bands.py"),
    `\n\n# Another line, ${process.hrtime.bigint()}.\n`,
  );
  const { seconds: took, output } = await timeCommand([cli, ...args], { env, cwd: clone });
  const { asked, run } = executedSteps(output);
  return [
    { name: "all four checks after one line in services/prices", measured: seconds(took), comparedTo: "" },
    { name: "  commands that ran again", measured: `${run.length} (${tally(run)})`, comparedTo: `of ${asked}` },
  ];
}

/** All services with a file changed in each, with Slipway and by hand, one after the other. */
async function byHand(dagger: DaggerCli, clone: string): Promise<Figure[]> {
  const { cli, env } = dagger;
  const change = async () => {
    for (const file of ["prices/app/bands.py", "listings/src/server.ts", "web/src/app/page.tsx"]) {
      const comment = file.endsWith(".py") ? "#" : "//";
      await appendFile(join(clone, "services", file), `\n\n${comment} ${process.hrtime.bigint()}\n`);
    }
  };
  const services = await servicesByHand(dagger, clone);
  await change();
  const args = ["--quiet", "call", "reports", "--checks", "lint,test,build", "entries"];
  const { seconds: ours } = await timeCommand([cli, ...args], { env, cwd: clone });
  await change();
  const began = performance.now();
  await withSession({ host: env[RUNNER_HOST], cli }, { write: () => {} }, async (dag) => {
    await Promise.all(services.map((service) => runByHand(dag, clone, service)));
  });
  const theirs = (performance.now() - began) / 1000;
  return [
    {
      name: "lint, test and build of all services, first run",
      measured: seconds(ours),
      comparedTo: `at most 1.3 times the same by hand: ${seconds(theirs)} (${(ours / theirs).toFixed(2)} times)`,
    },
  ];
}

function affected(): Figure {
  const script = join(ROOT, "bench", "affected.ts");
  const printed = execFileSync(process.execPath, ["--import", "tsx", script], { cwd: ROOT, encoding: "utf8" });
  return {
    name: "affected services: 1,000 services, 100,000 changed files",
    measured: seconds(Number(printed)),
    comparedTo: "at most 2 s",
  };
}
