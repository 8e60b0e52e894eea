import { child, children, number } from "./fields.js";
import { shortName } from "./names.js";
import type { RevisionRecord, RevisionState, RoutedTarget, ServiceRecord } from "./service-record.js";
import { trafficTargets } from "./traffic-rules.js";

/** What is to become of the desired traffic now. */
export type TrafficPlan =
  | { readonly kind: "route"; readonly targets: readonly RoutedTarget[] }
  /** A target is being started, or is to be started again first (`wake`, short names). */
  | { readonly kind: "wait"; readonly wake: readonly string[] }
  | { readonly kind: "refuse"; readonly message: string };

/** Whether a revision was ready, and so may be given traffic once it runs. */
export function wasReady(state: RevisionState): boolean {
  return state.kind === "ready" || state.kind === "retired" || (state.kind === "deploying" && state.wasReady);
}

export function revisionId(record: RevisionRecord): string {
  return shortName(String(record.revision["name"]));
}

/** The newest revision that was ready, which LATEST follows (rule 15). The current template's comes before all others. */
export function latestReady(record: ServiceRecord): RevisionRecord | undefined {
  const current = record.revisions.find((one) => revisionId(one) === record.latestCreated);
  return current !== undefined && wasReady(current.state)
    ? current
    : record.revisions.findLast((one) => wasReady(one.state));
}

/** Where the desired traffic can go, given how the revisions stand. Never to one that was not ready. */
export function planTraffic(record: ServiceRecord): TrafficPlan {
  const latest = latestReady(record);
  const newest = record.revisions.find((one) => revisionId(one) === record.latestCreated);
  const targets: RoutedTarget[] = [];
  const wake = new Set<string>();
  let isWaiting = false;
  for (const target of trafficTargets(children(record.service, "traffic"))) {
    const isLatest = target.revision === undefined;
    const chosen = isLatest ? (latest ?? newest) : record.revisions.find((one) => revisionId(one) === target.revision);
    if (chosen === undefined) {
      return { kind: "refuse", message: missing(target.revision ?? "") };
    }
    const id = revisionId(chosen);
    switch (chosen.state.kind) {
      case "failed":
        return { kind: "refuse", message: notReady(id, chosen.state.message) };
      case "retired":
        wake.add(id);
        break;
      case "deploying":
        isWaiting = true;
        break;
      case "ready":
        targets.push({ revision: id, percent: target.percent, tag: target.tag, isLatest });
        break;
      default:
        chosen.state satisfies never;
    }
  }
  return isWaiting || wake.size > 0 ? { kind: "wait", wake: [...wake] } : { kind: "route", targets };
}

/** Wording of rule 7. */
export function notReady(id: string, why: string): string {
  return `Revision '${id}' is not ready and cannot serve traffic. ${why}`.trim();
}

/** Wording of rule 16. */
function missing(id: string): string {
  return `Revision '${id}' does not exist or is deleted. Update all traffic to route to currently available revisions.`;
}

/** Ready revisions that no target leads to and that keep no instances (short names). */
export function idleRevisions(record: ServiceRecord, routed: readonly RoutedTarget[]): readonly string[] {
  const used = new Set(routed.map((one) => one.revision));
  return record.revisions
    .filter((one) => one.state.kind === "ready" && !used.has(revisionId(one)))
    .filter((one) => number(child(one.template, "scaling"), "minInstanceCount") === 0)
    .map(revisionId);
}
