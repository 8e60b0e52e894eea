import type { PlainMessage } from "../plain-message.js";
import {
  canonical,
  idleRevisions,
  number,
  observed,
  planTraffic,
  type RevisionRecord,
  type RevisionState,
  type RoutedTarget,
  revisionId,
  type ServiceRecord,
  serviceStanding,
  type TrafficPlan,
} from "../resources/index.js";

/** What is to be done next for a service. */
export type ReconcileStep =
  /** Retired revisions that traffic is to go to are started again first (short names). */
  | { readonly kind: "wake"; readonly revisions: readonly string[] }
  | { readonly kind: "route"; readonly targets: readonly RoutedTarget[] }
  | { readonly kind: "rest" };

/**
 * A revision that was just cut takes its traffic along only once it is ready, and where it fails traffic stays as it
 * was (rules 5 and 17). A later change of traffic alone takes effect all the same.
 */
export function nextStep(record: ServiceRecord, plan: TrafficPlan = planTraffic(record)): ReconcileStep {
  const newest = record.revisions.find((one) => revisionId(one) === record.latestCreated);
  const isSettled = newest?.state.kind === "ready" || newest?.state.kind === "retired";
  const isLater = number(record.service, "generation") > record.templateGeneration;
  if (!isSettled && !isLater) {
    return { kind: "rest" };
  }
  switch (plan.kind) {
    case "refuse":
      return { kind: "rest" };
    case "wait":
      return plan.wake.length > 0 ? { kind: "wake", revisions: plan.wake } : { kind: "rest" };
    case "route":
      return canonical(plan.targets) === canonical(record.routed)
        ? { kind: "rest" }
        : { kind: "route", targets: plan.targets };
    default:
      return plan satisfies never;
  }
}

/** The record with the states of some revisions changed. */
export function withStates(record: ServiceRecord, ids: readonly string[], state: RevisionState): ServiceRecord {
  const change = (one: RevisionRecord) => (ids.includes(revisionId(one)) ? { ...one, state } : one);
  return { ...record, revisions: record.revisions.map(change) };
}

/** The record as it is seen from outside at this moment, and how far it is. */
export function seen(
  record: ServiceRecord,
  now: PlainMessage,
): { readonly record: ServiceRecord; readonly progress: "busy" | "done" | "failed" } {
  const plan = planTraffic(record);
  const standing = serviceStanding(record, plan);
  const isBusy = nextStep(record, plan).kind !== "rest" || standing.ready.state === "CONDITION_RECONCILING";
  const moving = { state: "CONDITION_RECONCILING", message: "Routing traffic." } as const;
  const isMoving = isBusy && standing.ready.state !== "CONDITION_RECONCILING";
  const shown = isMoving ? { ...standing, routes: moving, ready: moving } : standing;
  const isDone = standing.ready.state === "CONDITION_SUCCEEDED";
  return {
    record: { ...record, service: observed(record, shown, now) },
    progress: isBusy ? "busy" : isDone ? "done" : "failed",
  };
}

/** What is to be retired now. What a failed update may still go back to is not: nothing is, until all is well. */
export function retirable(record: ServiceRecord, progress: "busy" | "done" | "failed"): readonly string[] {
  return progress === "done" ? idleRevisions(record, record.routed) : [];
}
