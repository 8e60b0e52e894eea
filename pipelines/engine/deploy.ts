import { setTimeout as sleep } from "node:timers/promises";
import type { Directory } from "@dagger.io/dagger";
import { environmentOf } from "../config/index.js";
import { SlipwayError } from "../errors/index.js";
import { deployLocal } from "../release/index.js";
import { releaseText } from "../report/index.js";
import { daggerMachine } from "./dagger-machine.js";
import { fetchHttp } from "./fetch-http.js";
import { prepare } from "./prepare.js";
import { readSource } from "./source.js";
import { runInSpan } from "./span.js";

/** Releases to an environment; the text of what was done, or an error that carries it. */
export async function deploy(source: Directory, name: string): Promise<string> {
  const environment = environmentOf((await readSource(source)).config, name);
  if (environment.target.kind !== "local") {
    throw new SlipwayError("TARGET_UNSUPPORTED", {
      what: "This version releases to environments with `target: local` only.",
      saw: `${name} has target ${environment.target.kind}`,
      next: "try the release with an environment that has `target: local`.",
    });
  }
  const { workshop, pins } = await prepare(source, { stages: ["build"], services: [], since: "", environment: name });
  const release = await deployLocal(environment, {
    machine: daggerMachine(workshop, pins),
    http: fetchHttp,
    clock: { nowMillis: () => performance.now(), sleep: (millis) => sleep(millis) },
    span: runInSpan,
  });
  const text = releaseText(release);
  if (release.outcome === "failed") throw new Error(text.trimEnd());
  return text;
}
