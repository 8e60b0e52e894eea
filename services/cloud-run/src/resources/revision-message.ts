import type { PlainMessage } from "../plain-message.js";
import { condition, type Standing } from "./conditions.js";
import { child, children, number, text } from "./fields.js";
import type { RevisionRecord, RevisionState } from "./service-record.js";

/** The Revision that a template makes, without what follows from its state. */
export function revisionFrom(
  template: PlainMessage,
  identity: {
    readonly name: string;
    readonly uid: string;
    readonly service: string;
    readonly time: PlainMessage;
    readonly etag: string;
    readonly launchStage: string;
  },
): PlainMessage {
  const { revision: _, healthCheckDisabled: __, ...settings } = template;
  return {
    ...settings,
    name: identity.name,
    uid: identity.uid,
    generation: "1",
    service: identity.service.slice(identity.service.lastIndexOf("/") + 1),
    createTime: identity.time,
    updateTime: identity.time,
    launchStage: identity.launchStage,
    etag: identity.etag,
  };
}

/** The Revision as the API gives it: the stored message with its conditions. */
export function revisionMessage(record: RevisionRecord, isServing: boolean): PlainMessage {
  const { revision, state } = record;
  const time = child(revision, "updateTime") ?? {};
  const before = children(revision, "conditions");
  const make = (type: string, standing: Standing) => condition(type, standing, time, before);
  const ready = standing(state);
  const min = number(child(revision, "scaling"), "minInstanceCount");
  const conditions = [
    make("Ready", ready),
    make("Active", active(state, isServing)),
    make("ContainerHealthy", ready),
    make("ContainerReady", isImageProblem(state) ? ready : { state: "CONDITION_SUCCEEDED" }),
    make("ResourcesAvailable", state.kind === "deploying" ? ready : { state: "CONDITION_SUCCEEDED" }),
    ...(min > 0 ? [make("MinInstancesProvisioned", provisioned(state, isServing))] : []),
  ];
  return {
    ...revision,
    conditions,
    ...(state.kind === "deploying" ? { reconciling: true } : { observedGeneration: text(revision, "generation") }),
    scalingStatus: { desiredMinInstanceCount: isServing ? min : 0 },
  };
}

function standing(state: RevisionState): Standing {
  switch (state.kind) {
    case "deploying":
      return state.wasReady
        ? { state: "CONDITION_SUCCEEDED" }
        : { state: "CONDITION_RECONCILING", reason: "PENDING", message: "Deploying revision." };
    case "ready":
    case "retired":
      return { state: "CONDITION_SUCCEEDED" };
    case "failed":
      return { state: "CONDITION_FAILED", reason: state.reason, message: state.message };
    default:
      return state satisfies never;
  }
}

function active(state: RevisionState, isServing: boolean): Standing {
  switch (state.kind) {
    case "deploying":
      return { state: "CONDITION_RECONCILING", reason: state.wasReady ? "RECREATING" : "PENDING" };
    case "ready":
      return isServing
        ? { state: "CONDITION_SUCCEEDED" }
        : { state: "CONDITION_FAILED", reason: "RESERVE", message: "Revision is in reserve.", severity: "INFO" };
    case "retired":
      return { state: "CONDITION_FAILED", reason: "RETIRED", message: "Revision retired.", severity: "INFO" };
    case "failed":
      return { state: "CONDITION_FAILED", reason: state.reason, message: state.message, severity: "INFO" };
    default:
      return state satisfies never;
  }
}

function provisioned(state: RevisionState, isServing: boolean): Standing {
  if (state.kind === "ready" && isServing) {
    return { state: "CONDITION_SUCCEEDED" };
  }
  const message = "Minimum instances are not provisioned while the revision gets no traffic.";
  return state.kind === "deploying"
    ? { state: "CONDITION_RECONCILING", reason: "MIN_INSTANCES_WARMING" }
    : { state: "CONDITION_FAILED", reason: "MIN_INSTANCES_NOT_PROVISIONED", message, severity: "INFO" };
}

function isImageProblem(state: RevisionState): boolean {
  return state.kind === "failed" && state.reason.startsWith("CONTAINER_");
}
