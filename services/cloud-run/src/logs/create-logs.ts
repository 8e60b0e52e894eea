import type { Clock } from "../ports.js";
import { type LogEntry, type LogLine, toEntry } from "./log-entry.js";
import { Ring, type RingBounds } from "./ring.js";

/** What containers and the platform have said, by revision. */
export interface Logs {
  write(line: LogLine): void;
  /** The newest entries, oldest first. `limit` default: all that are kept. */
  read(revision: string, options?: { readonly limit?: number }): LogEntry[];
  /** Drops all of a revision. */
  forget(revision: string): void;
}

/** A revision's share of the memory, unless told. */
const DEFAULT_BOUNDS: RingBounds = { lines: 10_000, bytes: 4 * 1024 * 1024 };

/** Keeps the newest lines of every revision in memory, and hands each on as one line of JSON where there is a sink. */
export function createLogs(options: {
  readonly clock: Clock;
  /** Of one revision; bytes are those of the lines' text. */
  readonly bounds?: RingBounds;
  /** Takes one entry as JSON, without the end of its line. What it throws is dropped: a log must not stop the work. */
  readonly sink?: (json: string) => void;
}): Logs {
  const rings = new Map<string, Ring<LogEntry>>();
  const bounds = options.bounds ?? DEFAULT_BOUNDS;
  return {
    write(line) {
      const entry = toEntry(line, options.clock.nowMillis());
      let ring = rings.get(line.revision);
      if (ring === undefined) {
        ring = new Ring(bounds);
        rings.set(line.revision, ring);
      }
      ring.push(entry, Buffer.byteLength(line.text));
      try {
        options.sink?.(JSON.stringify(entry));
      } catch {
        // Said above.
      }
    },
    read: (revision, { limit = Number.POSITIVE_INFINITY } = {}) => rings.get(revision)?.newest(limit) ?? [],
    forget: (revision) => void rings.delete(revision),
  };
}
