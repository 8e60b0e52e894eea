export { condition } from "./conditions.js";
export { etagOf, requireEtag } from "./etag.js";
export { canonical, child, children, flag, isMessage, number, text, texts } from "./fields.js";
export { type InstanceLimits, instanceLimits } from "./instance-limits.js";
export {
  generatedRevisionId,
  parseRevisionName,
  parseServiceName,
  type Random,
  randomUid,
  requireParent,
  revisionIdProblem,
  serviceIdProblem,
  shortName,
} from "./names.js";
export { revisionMessage } from "./revision-message.js";
export { revisionSpec, type SecretValue } from "./revision-spec.js";
export { routesFor } from "./routes.js";
export type { PendingOperation, RevisionRecord, RevisionState, RoutedTarget, ServiceRecord } from "./service-record.js";
export { observed, serviceStanding } from "./service-status.js";
export { createdRecord, type Stamp, updatedRecord } from "./service-writes.js";
export { microsOf, timestamp } from "./timestamp.js";
export { idleRevisions, latestReady, planTraffic, revisionId, type TrafficPlan } from "./traffic-plan.js";
export { applyMask, desiredFields } from "./update-mask.js";
export { Violations } from "./violations.js";
