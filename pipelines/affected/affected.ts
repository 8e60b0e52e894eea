import { type Change, pathsOf } from "./change.js";
import { whyNotShared } from "./documentation.js";
import type { Evidence, LocatedService } from "./evidence.js";
import { type Belonging, FolderTree } from "./folder-tree.js";
import { withNeeds } from "./needs.js";
import { Tally } from "./tally.js";

const CONFIG = { path: "slipway.yaml", takes: "all" } as const;

/** Whether a release takes a service. */
export type ServiceVerdict =
  | { readonly service: string; readonly taken: true; readonly why: Evidence }
  | { readonly service: string; readonly taken: false };

/** A changed file outside all services that takes none of them. */
export interface PassedOver {
  readonly path: string;
  readonly because: string;
}

/** What changes mean for a release. */
export interface Affected {
  /** One for each service, in the order they were given. */
  readonly services: readonly ServiceVerdict[];
  readonly passedOver: readonly PassedOver[];
}

interface Question {
  readonly services: readonly LocatedService[];
  readonly changes: readonly Change[];
  /** The configuration's file, and whom a change to it takes. Default: slipway.yaml, every service. */
  readonly config?: { readonly path: string; readonly takes: "all" | readonly string[] };
}

/**
 * Which services a release takes. A change takes the service whose path holds the file (the longest path wins) and those
 * whose image is built from a folder that holds it; a file of no service takes all, unless it is documentation. A context
 * that holds other services' paths stops at them. A context that is the whole repository claims no documentation, and what
 * lies in it and no service is still shared. Last, a service is taken if one that it needs is. The first rule of
 * {@link Evidence} that holds is told.
 */
export function affectedServices({ services, changes, config = CONFIG }: Question): Affected {
  const tree = new FolderTree(services);
  const [code, documentation] = [new Map<Belonging, Tally>(), new Map<Belonging, Tally>()];
  const [inConfig, shared] = [new Tally(), new Tally()];
  const passedOver: PassedOver[] = [];
  let order = 0;
  for (const change of changes) {
    for (const path of pathsOf(change)) {
      const seen = { path, change, order: order++ };
      if (path === config.path) {
        inConfig.add(seen);
        continue;
      }
      const belonging = tree.belongingOf(path);
      const because = whyNotShared(path);
      const isOwned = belonging.owners.length > 0 || belonging.builders.length > 0;
      if (isOwned) tallyIn(because === undefined ? code : documentation, belonging).add(seen);
      else if (because === undefined) shared.add(seen);
      else passedOver.push({ path, because });
    }
  }

  const own = services.map(() => new Tally());
  const built = services.map(() => new Tally());
  for (const [{ owners, builders }, tally] of [...code, ...documentation]) {
    for (const service of owners) own[service]?.join(tally);
    for (const service of builders) built[service]?.join(tally);
  }
  for (const [{ rootBuilders }, tally] of code) for (const service of rootBuilders) built[service]?.join(tally);

  const taken = services.map(({ name }, index): Evidence | undefined => {
    const isInConfig = config.takes === "all" || config.takes.includes(name);
    return (
      evidence("own-files", own[index]) ??
      evidence("build-context", built[index]) ??
      (isInConfig ? evidence("config", inConfig) : undefined) ??
      evidence("shared", shared)
    );
  });
  const verdicts = withNeeds(services, taken).map(
    (why, index): ServiceVerdict =>
      why === undefined
        ? { service: services[index]?.name ?? "", taken: false }
        : { service: services[index]?.name ?? "", taken: true, why },
  );
  return { services: verdicts, passedOver };
}

function tallyIn(tallies: Map<Belonging, Tally>, belonging: Belonging): Tally {
  const tally = tallies.get(belonging) ?? new Tally();
  tallies.set(belonging, tally);
  return tally;
}

function evidence(rule: Exclude<Evidence["rule"], "needs">, tally: Tally | undefined): Evidence | undefined {
  const touched = tally?.touched;
  return touched === undefined ? undefined : { rule, ...touched };
}
