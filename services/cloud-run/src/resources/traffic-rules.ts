import type { PlainMessage } from "../plain-message.js";
import { number, text } from "./fields.js";
import type { Violations } from "./violations.js";

const LATEST = "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST";
const REVISION = "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION";

/** Where part of the traffic is to go. `revision` is a short name, and undefined for the latest ready one. */
export interface TrafficTarget {
  readonly revision: string | undefined;
  readonly percent: number;
  readonly tag: string;
}

/** The desired traffic of a service; none at all is 100 % to the latest ready revision (rule 1). */
export function trafficTargets(traffic: readonly PlainMessage[]): readonly TrafficTarget[] {
  return traffic.length === 0
    ? [{ revision: undefined, percent: 100, tag: "" }]
    : traffic.map((one) => ({
        revision: isLatest(one) ? undefined : text(one, "revision"),
        percent: number(one, "percent"),
        tag: text(one, "tag"),
      }));
}

/** The message form of a target, without fields that are zero. */
export function trafficMessage(target: TrafficTarget): PlainMessage {
  return {
    type: target.revision === undefined ? LATEST : REVISION,
    ...(target.revision === undefined ? {} : { revision: target.revision }),
    ...(target.percent === 0 ? {} : { percent: target.percent }),
    ...(target.tag === "" ? {} : { tag: target.tag }),
  };
}

function isLatest(target: PlainMessage): boolean {
  const type = text(target, "type");
  return type === LATEST || (type !== REVISION && text(target, "revision") === "");
}

/** Whole percents that add up to 100, no target twice, tags of rule 18. */
export function checkTraffic(traffic: readonly PlainMessage[], serviceId: string, violations: Violations): void {
  if (traffic.length === 0) {
    return;
  }
  const seen = new Set<string>();
  traffic.forEach((target, index) => {
    const field = `traffic[${index}]`;
    const percent = number(target, "percent");
    const revision = text(target, "revision");
    const tag = text(target, "tag");
    violations.require(
      Number.isInteger(percent) && percent >= 0 && percent <= 100,
      `${field}.percent`,
      "must be a whole number between 0 and 100",
    );
    if (isLatest(target)) {
      violations.require(
        revision === "",
        `${field}.revision`,
        "must be empty when traffic goes to the latest revision",
      );
    } else {
      violations.require(
        /^[a-z][a-z0-9-]{0,62}$/.test(revision),
        `${field}.revision`,
        `'${revision}' is not the short name of a revision`,
      );
    }
    const key = tag === "" ? `target ${isLatest(target) ? "LATEST" : revision}` : `tag ${tag}`;
    violations.require(!seen.has(key), field, `The ${key} appears more than once`);
    seen.add(key);
    checkTag(tag, serviceId, `${field}.tag`, violations);
  });
  const sum = traffic.reduce((total, target) => total + number(target, "percent"), 0);
  violations.require(sum === 100, "traffic", `The sum of all percents must be 100, but is ${sum}`);
}

function checkTag(tag: string, serviceId: string, field: string, violations: Violations): void {
  if (tag === "") {
    return;
  }
  violations.require(tag.length >= 3, field, `The tag '${tag}' must have at least 3 characters`);
  violations.require(
    /^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(tag),
    field,
    `The tag '${tag}' may have only lowercase letters, digits and hyphens, must begin with a letter and cannot end with a hyphen`,
  );
  violations.require(
    tag.length + serviceId.length <= 46,
    field,
    `The tag '${tag}' and the service name '${serviceId}' must have no more than 46 characters together`,
  );
}
