import { Writable } from "node:stream";
import type { Client } from "@dagger.io/dagger";
import { RUNNER_HOST } from "./layout.js";

/** Runs a pipeline on an engine (without a host: on the one that the CLI starts) through Dagger's client library. */
export async function withSession(
  engine: { readonly host: string | undefined; readonly cli: string },
  options: { readonly write: (text: string) => void; readonly signal?: AbortSignal },
  use: (dag: Client) => Promise<void>,
): Promise<void> {
  // The client library takes both from the environment and from nowhere else.
  if (engine.host !== undefined) process.env[RUNNER_HOST] = engine.host;
  process.env["_EXPERIMENTAL_DAGGER_CLI_BIN"] = engine.cli;
  process.env["DAGGER_NO_NAG"] = "1";
  process.env["NO_COLOR"] = "1";
  const log = new Writable({
    write: (chunk, _encoding, done) => {
      options.write(String(chunk));
      done();
    },
  });
  const { connect } = await import("@dagger.io/dagger");
  options.signal?.throwIfAborted();
  const session = connect(use, { LogOutput: log });
  const { signal } = options;
  if (signal === undefined) return session;
  // A session cannot be told to stop. It is left to itself and fails when its engine is stopped or this process ends.
  session.catch(() => {});
  const aborted = new Promise<never>((_, reject) =>
    signal.addEventListener("abort", () => reject(signal.reason), { once: true }),
  );
  return Promise.race([session, aborted]);
}
