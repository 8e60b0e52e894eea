import type { LogLine } from "../logs/index.js";
import type { Clock, Instances, Runtime } from "../ports.js";
import { StatusError } from "../status.js";
import { networkAttempt, type ProbeAttempt } from "./probe-attempt.js";
import { NO_INSTANCE, type PoolSettings, RevisionPool } from "./revision-pool.js";

/** As Cloud Run: idle instances stay up to 15 minutes, a request waits at least 10 seconds, SIGTERM gives 10 seconds. */
const SETTINGS: PoolSettings & { readonly graceMillis: number } = {
  idleMillis: 15 * 60 * 1000,
  pendingFloorMillis: 10_000,
  graceMillis: 10_000,
  backOff: { firstMillis: 1000, limitMillis: 60_000, resetMillis: 60_000 },
};

export interface InstancesOptions {
  readonly runtime: Runtime;
  readonly clock: Clock;
  /** What containers say, and what happens to them. */
  readonly log: (line: LogLine) => void;
  readonly settings?: Partial<typeof SETTINGS>;
  /** Default: over the network. */
  readonly attempt?: ProbeAttempt;
  /** Default: counted. */
  readonly newInstanceId?: () => string;
}

/** The instances of all revisions, each revision with a pool of its own. */
export function createInstances(options: InstancesOptions): Instances {
  const pools = new Map<string, RevisionPool>();
  const { graceMillis, ...settings } = { ...SETTINGS, ...options.settings };
  const world = {
    runtime: options.runtime,
    clock: options.clock,
    log: options.log,
    attempt: options.attempt ?? networkAttempt(options.clock),
    newInstanceId: options.newInstanceId ?? countedIds(),
    graceMillis,
    settings,
  };
  return {
    async deploy(spec) {
      const { revision } = spec.instance;
      if (pools.has(revision)) throw new StatusError("ALREADY_EXISTS", `Revision '${revision}' is deployed already.`);
      const pool = new RevisionPool(spec, world);
      pools.set(revision, pool);
      const outcome = await pool.deploy();
      if (outcome.kind === "failed" && pools.get(revision) === pool) pools.delete(revision);
      return outcome;
    },
    scale: (revision, limits) => pools.get(revision)?.scale(limits),
    async retire(revision) {
      const pool = pools.get(revision);
      await pool?.retire();
      if (pools.get(revision) === pool) pools.delete(revision);
    },
    async acquire(revision, signal) {
      const pool = pools.get(revision);
      if (pool === undefined) throw new StatusError("UNAVAILABLE", NO_INSTANCE);
      return pool.acquire(signal);
    },
    count: (revision) => pools.get(revision)?.count() ?? { active: 0, idle: 0 },
  };
}

function countedIds(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return count.toString(16).padStart(8, "0");
  };
}
