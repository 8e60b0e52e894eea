import { at } from "../at.js";
import type { Json, Mask } from "../change.js";

type Path = readonly (string | number)[];

/** One state of a resource. */
export interface State {
  readonly values: Json;
  readonly sensitive: Mask;
  readonly unknown: Mask;
}

/** What was met while reading. */
export interface Met {
  /** Attributes that were wanted and are not known until apply, such as `settings.tier`. */
  readonly unknown: Set<string>;
  /** Whether a sensitive value was read. */
  isSensitive: boolean;
}

/** Reads a state. What is absent, not known, or not of the kind that is wanted is undefined: the caller has its default. */
export interface Reader {
  readonly text: (...path: Path) => string | undefined;
  /** A number from 0 to a thousand millions, or text that is one. */
  readonly number: (...path: Path) => number | undefined;
  readonly flag: (...path: Path) => boolean | undefined;
  /** The first block of a name; without one, a reader of nothing. */
  readonly block: (name: string) => Reader;
  readonly blocks: (name: string) => readonly Reader[];
  /** How many items a list has; undefined where it has none. */
  readonly count: (...path: Path) => number | undefined;
}

/** Nothing in Google Cloud is counted in more; what says so is not believed, and no price grows out of bounds. */
const MOST = 1e9;

export function readerOf(state: State, met: Met, prefix: Path = []): Reader {
  const value = (path: Path): Json | undefined => {
    const full = [...prefix, ...path];
    const unknown = maskedPart(state.unknown, full);
    if (unknown !== undefined) {
      met.unknown.add(unknown.filter((step) => typeof step === "string").join(".") || "everything");
      return undefined;
    }
    if (maskedPart(state.sensitive, full) !== undefined) met.isSensitive = true;
    return at(state.values, ...full);
  };
  const list = (path: Path): readonly Json[] => {
    const found = value(path);
    return Array.isArray(found) ? (found as readonly Json[]) : [];
  };
  return {
    text: (...path) => textOf(value(path)),
    number: (...path) => numberOf(value(path)),
    flag: (...path) => flagOf(value(path)),
    block: (name) => {
      list([name]);
      return readerOf(state, met, [...prefix, name, 0]);
    },
    blocks: (name) => list([name]).map((_, index) => readerOf(state, met, [...prefix, name, index])),
    count: (...path) => list(path).length || undefined,
  };
}

/** The shortest part of a path that a mask covers as a whole. */
function maskedPart(mask: Mask, path: Path): Path | undefined {
  const length = [...path.keys(), path.length].find((steps) => at(mask, ...path.slice(0, steps)) === true);
  return length === undefined ? undefined : path.slice(0, length);
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function numberOf(value: Json | undefined): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && number >= 0 && number <= MOST ? number : undefined;
}

function flagOf(value: Json | undefined): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}
