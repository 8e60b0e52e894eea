import type { PlainMessage } from "../plain-message.js";
import { condition, conditionsOf, type Standing } from "./conditions.js";
import { flag, number, text } from "./fields.js";
import type { RoutedTarget, ServiceRecord } from "./service-record.js";
import { latestReady, notReady, revisionId, type TrafficPlan } from "./traffic-plan.js";
import { trafficMessage } from "./traffic-rules.js";

const DONE: Standing = { state: "CONDITION_SUCCEEDED" };

/** How the parts of a service stand: its newest revision, and its traffic. Together they say how the service stands. */
export interface ServiceStanding {
  readonly configurations: Standing;
  readonly routes: Standing;
  readonly ready: Standing;
}

export function serviceStanding(record: ServiceRecord, plan: TrafficPlan): ServiceStanding {
  const newest = record.revisions.find((one) => revisionId(one) === record.latestCreated);
  const routes = routesStanding(plan);
  if (newest === undefined || newest.state.kind === "deploying") {
    const configurations: Standing = { state: "CONDITION_RECONCILING", message: "Deploying Revision." };
    const waiting: Standing = { state: "CONDITION_RECONCILING", message: "Waiting for Revision to be ready." };
    return { configurations, routes: waiting, ready: configurations };
  }
  if (newest.state.kind === "failed") {
    const { reason, message } = newest.state;
    const full = notReady(record.latestCreated, message);
    const configurations: Standing = { state: "CONDITION_FAILED", reason, message: full };
    const own: Standing = { state: "CONDITION_FAILED", reason: "REVISION_FAILED", message: full };
    // Traffic that came with the failed revision is not moved, so nothing is waited for (rule 5).
    const isLater = number(record.service, "generation") > record.templateGeneration;
    const isWaiting = routes.state === "CONDITION_RECONCILING";
    return {
      configurations,
      routes: isWaiting && !isLater ? own : routes,
      ready: isWaiting && isLater ? routes : own,
    };
  }
  return { configurations: DONE, routes, ready: routes };
}

function routesStanding(plan: TrafficPlan): Standing {
  switch (plan.kind) {
    case "route":
      return DONE;
    case "wait":
      return { state: "CONDITION_RECONCILING", message: "Waiting for Revision to be ready." };
    case "refuse":
      return { state: "CONDITION_FAILED", reason: "REVISION_FAILED", message: plan.message };
    default:
      return plan satisfies never;
  }
}

/** The output fields of a service by how it stands (rule 5). A failure leaves what was observed before as it was. */
export function observed(record: ServiceRecord, standing: ServiceStanding, now: PlainMessage): PlainMessage {
  const { service } = record;
  const before = conditionsOf(service);
  const isReconciling = standing.ready.state === "CONDITION_RECONCILING";
  const latest = latestReady(record);
  const parent = `${text(service, "name")}/revisions`;
  const { reconciling: _, trafficStatuses: __, uri: ___, urls: ____, ...rest } = service;
  return {
    ...rest,
    ...(isReconciling ? { reconciling: true } : {}),
    ...(standing.ready.state === "CONDITION_SUCCEEDED" ? { observedGeneration: text(service, "generation") } : {}),
    ...(latest === undefined ? {} : { latestReadyRevision: `${parent}/${revisionId(latest)}` }),
    latestCreatedRevision: `${parent}/${record.latestCreated}`,
    terminalCondition: condition("Ready", standing.ready, now, before),
    conditions: [
      condition("RoutesReady", standing.routes, now, before),
      condition("ConfigurationsReady", standing.configurations, now, before),
    ],
    ...addresses(record),
  };
}

function addresses(record: ServiceRecord): PlainMessage {
  const name = text(record.service, "name");
  const uri = record.doors[name]?.uri;
  const isOpen = uri !== undefined && !flag(record.service, "defaultUriDisabled");
  return {
    ...(record.routed.length === 0 ? {} : { trafficStatuses: record.routed.map((one) => trafficStatus(record, one)) }),
    ...(isOpen ? { uri, urls: [uri] } : {}),
  };
}

function trafficStatus(record: ServiceRecord, target: RoutedTarget): PlainMessage {
  const uri = record.doors[doorKey(text(record.service, "name"), target.tag)]?.uri;
  const message = trafficMessage({ ...target, revision: target.isLatest ? undefined : target.revision });
  return { ...message, ...(target.tag === "" || uri === undefined ? {} : { uri }) };
}

/** The key of the front door for a service's own URI (`tag` is "") or one of its tags. */
export function doorKey(service: string, tag: string): string {
  return tag === "" ? service : `${service}#${tag}`;
}
