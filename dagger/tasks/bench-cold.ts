import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { layoutFor, runCommand } from "../engine/index.js";
import { timeSlipway } from "./bench-run.js";
import { type Figure, seconds } from "./figures.js";
import type { TaskCall } from "./task.js";

/** Sets the engine up with an empty cache folder and empty Go caches, then makes the first function call. */
export async function measureColdSetUp(call: TaskCall): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "slipway-cold-"));
  const { _EXPERIMENTAL_DAGGER_RUNNER_HOST: _host, INIT_CWD: _cwd, ...inherited } = call.env;
  const env = {
    ...inherited,
    CI: "true",
    XDG_CACHE_HOME: join(folder, "cache"),
    GOCACHE: join(folder, "go-build"),
    GOMODCACHE: join(folder, "go-modules"),
    GOFLAGS: `${call.env["GOFLAGS"] ?? ""} -modcacherw`.trim(),
  };
  try {
    const onLine = (line: string): void => call.say(line.replace(/^slipway: */, "  "));
    const { seconds: whole, output } = await timeSlipway(["engine", "up"], { env, onLine });
    const parts = [...output.matchAll(/^slipway: {3}(.+): done in ([\d.]+) s/gm)];
    const { output: size } = await runCommand(["du", "--summarize", "--block-size=1M", layoutFor(env).cache]);
    const first = await timeSlipway(["dagger", "functions"], { env });
    return [
      { name: "set-up, whole", measured: seconds(whole), comparedTo: "at most 900 s" },
      ...parts.map(([, name, took]) => ({ name: `  ${name}`, measured: seconds(Number(took)), comparedTo: "" })),
      { name: "size of the cache folder after it", measured: `${size.split("\t")[0]} MiB`, comparedTo: "" },
      { name: "first load of the module after it", measured: seconds(first.seconds), comparedTo: "" },
    ];
  } finally {
    await timeSlipway(["engine", "clean"], { env });
    await rm(folder, { recursive: true, force: true });
  }
}
