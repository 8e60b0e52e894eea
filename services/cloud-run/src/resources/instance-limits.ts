import { child, number, text } from "./fields.js";
import type { RevisionRecord, ServiceRecord } from "./service-record.js";
import { revisionId } from "./traffic-plan.js";

export interface InstanceLimits {
  readonly minInstances: number;
  readonly maxInstances: number;
}

/**
 * How many instances a revision may have now (rule 23): its own limits, and its part of the service's by the percent
 * of traffic it gets. One that nothing leads to keeps no minimum (MIN_INSTANCES_NOT_PROVISIONED).
 */
export function instanceLimits(record: ServiceRecord, revision: RevisionRecord): InstanceLimits {
  const routed = record.routed.filter((one) => one.revision === revisionId(revision));
  const percent = routed.reduce((sum, one) => sum + one.percent, 0);
  const own = child(revision.template, "scaling");
  const shared = child(record.service, "scaling");
  const part = (count: number) => Math.ceil((count * percent) / 100);
  const ownMax = number(own, "maxInstanceCount") || 100;
  if (text(shared, "scalingMode") === "MANUAL") {
    const count = part(number(shared, "manualInstanceCount"));
    return { minInstances: count, maxInstances: Math.max(count, percent > 0 ? count : 1) };
  }
  const sharedMax = number(shared, "maxInstanceCount");
  const max = sharedMax === 0 ? ownMax : Math.min(ownMax, Math.max(1, part(sharedMax)));
  const min =
    routed.length === 0 ? 0 : Math.max(number(own, "minInstanceCount"), part(number(shared, "minInstanceCount")));
  return { minInstances: Math.min(min, max), maxInstances: max };
}
