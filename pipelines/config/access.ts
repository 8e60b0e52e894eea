import { SlipwayError } from "../errors/index.js";
import { nearest } from "./nearest.js";
import type { readConfig } from "./read.js";
import type { MapTree } from "./tree.js";

/** A slipway.yaml without problems: the configuration, and what applies in each environment with where it comes from. */
export type SoundFile = Extract<ReturnType<typeof readConfig>, { readonly ok: true }>;

/** A whole slipway.yaml, ready to use. */
export type Config = SoundFile["config"];

/** What applies in one environment. */
export type Environment = Config["environments"][string];

/** One deployable. */
export type Service = Config["services"][string];

/** One request of a smoke test and what must come back. */
export type SmokeCheck = Service["smoke"][number];

/** The environment with a name; `ENVIRONMENT_UNKNOWN` where there is none. */
export function environmentOf(config: Pick<Config, "environments">, name: string): Environment {
  const environment = Object.hasOwn(config.environments, name) ? config.environments[name] : undefined;
  return environment ?? unknownEnvironment(name, Object.keys(config.environments));
}

/** What applies in an environment, in the file's own words, for `renderText`; `ENVIRONMENT_UNKNOWN` where there is none. */
export function effectiveOf({ effective }: Pick<SoundFile, "effective">, name: string): MapTree {
  return effective.get(name) ?? unknownEnvironment(name, [...effective.keys()]);
}

function unknownEnvironment(name: string, names: readonly string[]): never {
  const meant = nearest(name, names);
  throw new SlipwayError("ENVIRONMENT_UNKNOWN", {
    what: "There is no such environment in slipway.yaml.",
    saw: JSON.stringify(name),
    next: `use one of ${names.join(", ")}${meant === undefined ? "" : `; did you mean \`${meant}\`?`}`,
  });
}
