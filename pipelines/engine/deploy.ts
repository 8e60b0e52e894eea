import { setTimeout as sleep } from "node:timers/promises";
import type { Directory } from "@dagger.io/dagger";
import { configError, environmentOf, readConfig } from "../config/index.js";
import { SlipwayError } from "../errors/index.js";
import { deployLocal } from "../release/index.js";
import { releaseText } from "../report/index.js";
import { daggerMachine } from "./dagger-machine.js";
import { fetchHttp } from "./fetch-http.js";
import { runInSpan } from "./span.js";

const CONFIG = "slipway.yaml";

/** Reads the repository's configuration. */
async function configOf(source: Directory) {
  if (!(await source.exists(CONFIG))) {
    throw new SlipwayError("CONFIG_NOT_FOUND", {
      what: `There is no ${CONFIG} at the top of the repository.`,
      saw: `files: ${(await source.entries()).slice(0, 12).join(", ") || "none"}`,
      next: "from another repository, name it with `--source .`; a first slipway.yaml is in the README.",
    });
  }
  const read = readConfig(await source.file(CONFIG).contents());
  if (!read.ok) throw configError(read, CONFIG);
  return read.config;
}

/** Releases to an environment; the text of what was done, or an error that carries it. */
export async function deploy(source: Directory, name: string): Promise<string> {
  const environment = environmentOf(await configOf(source), name);
  if (environment.target.kind !== "local") {
    throw new SlipwayError("TARGET_UNSUPPORTED", {
      what: "This version releases to environments with `target: local` only.",
      saw: `${name} has target ${environment.target.kind}`,
      next: "try the release with an environment that has `target: local`.",
    });
  }
  const release = await deployLocal(environment, {
    machine: daggerMachine(source),
    http: fetchHttp,
    clock: { nowMillis: () => performance.now(), sleep: (millis) => sleep(millis) },
    span: runInSpan,
  });
  const text = releaseText(release);
  if (release.outcome === "failed") throw new Error(text.trimEnd());
  return text;
}
