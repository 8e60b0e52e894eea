import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { DaggerCli } from "../engine/index.js";
import { RUNNER_HOST, withSession } from "../engine/index.js";
import { type Counts, countVitest } from "./counts.js";
import { ROOT } from "./task.js";

const REPORT = "/tmp/report.json";

/** Runs the tests of services/listings in the build stage of its own image, beside a real PostgreSQL. */
export async function testListings({ cli, env }: DaggerCli): Promise<Counts> {
  let counts: Counts = { passed: 0, failed: 1, skipped: 0 };
  await withSession({ host: env[RUNNER_HOST], cli }, { write: () => {} }, async (dag) => {
    const { ReturnType } = await import("@dagger.io/dagger");
    const password = randomBytes(16).toString("hex");
    const url = `postgres://postgres:${password}@postgres:5432/postgres`;
    const database = dag
      .container()
      .from("postgres:15-bookworm")
      .withSecretVariable("POSTGRES_PASSWORD", dag.setSecret("listings-test-password", password))
      .withExposedPort(5432)
      .asService({ useEntrypoint: true });
    const source = dag.host().directory(join(ROOT, "services", "listings"), { exclude: ["node_modules", "dist"] });
    const ended = source
      .dockerBuild({ target: "build" })
      .withServiceBinding("postgres", database)
      .withSecretVariable("DATABASE_URL", dag.setSecret("listings-test-url", url))
      .withExec(["npx", "vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${REPORT}`], {
        expect: ReturnType.Any,
      });
    const code = await ended.exitCode();
    if (code !== 0) process.stdout.write((await ended.stdout()) + (await ended.stderr()));
    const report = await ended
      .file(REPORT)
      .contents()
      .then(JSON.parse, () => undefined);
    counts = countVitest(code, report);
  });
  return counts;
}
