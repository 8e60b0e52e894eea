import { execFileSync } from "node:child_process";
import { appendFile, cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DaggerCli, RUNNER_HOST, resolveDagger, withSession } from "../engine/index.js";
import { bareModule } from "./bench-bare.js";
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
  await appendFile(join(clone, "services", "prices", "app", "bands.py"), "\n\n# Another line.\n");
  const { seconds: took, output } = await timeCommand([cli, ...args], { env, cwd: clone });
  const { asked, run } = executedSteps(output);
  return [
    { name: "all four checks after one line in services/prices", measured: seconds(took), comparedTo: "" },
    { name: "  commands that ran again", measured: `${run.length} (${tally(run)})`, comparedTo: `of ${asked}` },
  ];
}

/** The same commands on the same engine in the same images, without Slipway. */
async function byHand({ cli, env }: DaggerCli, clone: string): Promise<Figure[]> {
  const change = (what: string) =>
    appendFile(join(clone, "services", "prices", "app", "bands.py"), `\n\n# ${what} ${process.hrtime.bigint()}\n`);
  const slipway: number[] = [];
  const hand: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    await change("with Slipway");
    const args = ["--quiet", "call", "reports", "--checks", "lint,test,build", "--services", "prices", "entries"];
    slipway.push((await timeCommand([cli, ...args], { env, cwd: clone })).seconds);
    await change("by hand");
    const dockerfile = execFileSync(cli, ["--quiet", "call", "dockerfile", "--service", "prices", "contents"], {
      cwd: clone,
      env,
      encoding: "utf8",
    });
    const began = performance.now();
    await withSession({ host: env[RUNNER_HOST], cli }, { write: () => {} }, async (dag) => {
      const source = dag
        .host()
        .directory(join(clone, "services", "prices"))
        .withNewFile("slipway.Dockerfile", dockerfile)
        .withNewFile(".dockerignore", "slipway.Dockerfile\n");
      const stage = (target: string) => source.dockerBuild({ dockerfile: "slipway.Dockerfile", target });
      const redis = dag.container().from("redis:7").withExposedPort(6379).asService({ useEntrypoint: true });
      const pytest = ["pytest", "--junitxml=.slipway/junit.xml", "--cov", "--cov-report=xml:.slipway/coverage.xml"];
      await Promise.all([
        stage("dev")
          .withExec(["ruff", "check", "."])
          .withExec(["ruff", "format", "--check", "."])
          .withExec(["mypy", "app"])
          .sync(),
        stage("build")
          .withServiceBinding("redis", redis)
          .withEnvVariable("REDIS_URL", "redis://redis:6379")
          .withExec(pytest)
          .sync(),
        stage("image").asTarball().size(),
      ]);
    });
    hand.push((performance.now() - began) / 1000);
  }
  const [ours, theirs] = [median(slipway), median(hand)];
  return [
    {
      name: "lint, test and build of services/prices, first run",
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
