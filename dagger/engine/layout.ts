import { createHash } from "node:crypto";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/** The Dagger release that the embedded engine is built from; `dagger.json` names the same. */
export const DAGGER_VERSION = "v0.19.10";

/** Where everything of the embedded engine is on this machine. Nothing is ever written into the checkout. */
export interface Layout {
  /** `$XDG_CACHE_HOME/slipway`, or `~/.cache/slipway`. */
  readonly cache: string;
  /** Finished parts, one folder each, named `<part>-<key>`. */
  readonly parts: string;
  /** Work in progress. Whatever is found here at a start was left by a run that died. */
  readonly scratch: string;
  /** The engine's own state: its layers and cache volumes. */
  readonly state: string;
  /** What the local mirror stores. */
  readonly mirror: string;
  /** Logs of the engine, the mirror and each part's build. */
  readonly logs: string;
  /** Sockets and process records; gone after a restart of the machine. */
  readonly run: string;
  readonly socket: string;
  /** Names the network bridge and the lock, so that engines with different cache folders keep out of each other's way. */
  readonly id: string;
  /** The containers' network. */
  readonly subnet: string;
}

/** The folders for an environment: `XDG_CACHE_HOME` decides (a relative one is ignored, as its specification says). */
export function layoutFor(env: NodeJS.ProcessEnv): Layout {
  const xdg = env["XDG_CACHE_HOME"];
  const cache = join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(env["HOME"] || homedir(), ".cache"), "slipway");
  const hash = createHash("sha256").update(cache).digest();
  const id = `sw${hash.toString("hex").slice(0, 8)}`;
  const run = join("/run/slipway", id);
  return {
    cache,
    parts: join(cache, "parts"),
    scratch: join(cache, "scratch"),
    state: join(cache, "engine", DAGGER_VERSION),
    mirror: join(cache, "mirror"),
    logs: join(cache, "logs"),
    run,
    socket: join(run, "engine.sock"),
    id,
    subnet: `10.${96 + (hash.readUInt8(0) % 96)}.0.0/16`,
  };
}

/** How a Dagger client finds an engine. */
export const RUNNER_HOST = "_EXPERIMENTAL_DAGGER_RUNNER_HOST";
