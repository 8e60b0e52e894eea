import type { Clock, Instances, Route } from "../ports.js";
import { affinityToken } from "./affinity.js";
import type { BackendPool } from "./backend-pool.js";
import type { Deadlines } from "./deadlines.js";
import { type FinishedRequest, responseClass } from "./finished-request.js";
import { RevisionChoice } from "./revision-choice.js";
import type { Random } from "./trace.js";

/** What every part of the front door works with. */
export interface Surroundings {
  readonly clock: Clock;
  readonly random: Random;
  readonly instances: Instances;
  readonly deadlines: Deadlines;
  readonly pool: BackendPool;
  readonly onRequest: (request: FinishedRequest) => void;
}

/** A route with what is worked out once for all its requests. */
export interface ActiveRoute {
  readonly route: Route;
  readonly choice: RevisionChoice;
  /** Revisions that have a share, by their token in the cookie. Undefined where clients are not bound. */
  readonly byToken: ReadonlyMap<string, string> | undefined;
}

export function activate(route: Route, before: ActiveRoute | undefined): ActiveRoute {
  const choice = new RevisionChoice(route.targets, before?.choice);
  const byToken = route.hasSessionAffinity
    ? new Map(choice.revisions.map((revision) => [affinityToken(revision), revision]))
    : undefined;
  return { route, choice, byToken };
}

/** Where one request goes. `newToken`: the client is to be bound to the revision from now on. */
export interface Destination {
  readonly revision: string;
  readonly newToken: string | undefined;
}

/**
 * Chooses a revision. A client that is bound stays while its revision has a share at all: a split that goes from 90/10 to
 * 80/20 moves nobody, which is the least, and only newcomers are divided by the new split.
 */
export function chooseDestination(active: ActiveRoute, token: string | undefined): Destination | undefined {
  const bound = token === undefined ? undefined : active.byToken?.get(token);
  if (bound !== undefined) return { revision: bound, newToken: undefined };
  const revision = active.choice.next();
  if (revision === undefined) return undefined;
  return { revision, newToken: active.byToken === undefined ? undefined : affinityToken(revision) };
}

/** A request under way, as far as counting goes. */
export interface Started {
  readonly route: Route;
  readonly revision: string;
  readonly method: string;
  readonly path: string;
  readonly startedAtMillis: number;
}

/** Says that a request is over. */
export function reportRequest(
  { clock, onRequest }: Surroundings,
  { route, revision, method, path, startedAtMillis }: Started,
  end: { readonly status: number; readonly requestBytes: number; readonly responseBytes: number },
): void {
  onRequest({
    service: route.service,
    revision,
    tag: route.tag,
    method,
    path,
    status: end.status,
    responseClass: responseClass(end.status),
    latencyMillis: clock.nowMillis() - startedAtMillis,
    requestBytes: end.requestBytes,
    responseBytes: end.responseBytes,
    startedAtMillis,
  });
}
