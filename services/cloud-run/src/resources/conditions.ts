import type { PlainMessage } from "../plain-message.js";
import { child, children, text } from "./fields.js";

/** Condition.RevisionReason of condition.proto: these go to `revisionReason`, all others to `reason`. */
const REVISION_REASONS = new Set([
  "PENDING",
  "RESERVE",
  "RETIRED",
  "RETIRING",
  "RECREATING",
  "HEALTH_CHECK_CONTAINER_ERROR",
  "CUSTOMIZED_PATH_RESPONSE_PENDING",
  "MIN_INSTANCES_NOT_PROVISIONED",
  "ACTIVE_REVISION_LIMIT_REACHED",
  "HEALTH_CHECK_SKIPPED",
  "MIN_INSTANCES_WARMING",
]);

/** How one aspect of a resource stands. Successful conditions have no reason (condition.proto). */
export type Standing =
  | { readonly state: "CONDITION_SUCCEEDED" }
  | {
      readonly state: "CONDITION_PENDING" | "CONDITION_RECONCILING";
      readonly reason?: string;
      readonly message?: string;
    }
  | {
      readonly state: "CONDITION_FAILED";
      readonly reason: string;
      readonly message: string;
      readonly severity?: "WARNING" | "INFO";
    };

/** A Condition; its time is that of the one before where the state is the same. */
export function condition(
  type: string,
  standing: Standing,
  now: PlainMessage,
  before: readonly PlainMessage[],
): PlainMessage {
  const old = before.find((one) => text(one, "type") === type);
  const since = text(old, "state") === standing.state ? (child(old, "lastTransitionTime") ?? now) : now;
  const head = { type, state: standing.state, lastTransitionTime: since };
  if (standing.state === "CONDITION_SUCCEEDED") {
    return head;
  }
  const reason = standing.reason ?? "";
  return {
    ...head,
    ...(standing.message === undefined ? {} : { message: standing.message }),
    ...(standing.state === "CONDITION_FAILED" ? { severity: standing.severity ?? "ERROR" } : {}),
    ...(reason === "" ? {} : REVISION_REASONS.has(reason) ? { revisionReason: reason } : { reason }),
  };
}

/** All conditions of a service as it stood, the terminal one too. */
export function conditionsOf(resource: PlainMessage): readonly PlainMessage[] {
  const terminal = child(resource, "terminalCondition");
  return [...children(resource, "conditions"), ...(terminal === undefined ? [] : [terminal])];
}
