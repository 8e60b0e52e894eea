import type { Route } from "../ports.js";
import { child, children, flag, number, text } from "./fields.js";
import { ingressContainer } from "./revision-spec.js";
import type { RoutedTarget, ServiceRecord } from "./service-record.js";
import { doorKey } from "./service-status.js";
import { revisionId } from "./traffic-plan.js";

/** Every URI that a split asks for, by key of the front door. `defaultUriDisabled` takes them all away (rule 18). */
export function routesFor(record: ServiceRecord, routed: readonly RoutedTarget[]): ReadonlyMap<string, Route> {
  const service = text(record.service, "name");
  const routes = new Map<string, Route>();
  if (flag(record.service, "defaultUriDisabled") || routed.length === 0) {
    return routes;
  }
  const percents = new Map<string, number>();
  for (const one of routed) {
    percents.set(one.revision, (percents.get(one.revision) ?? 0) + one.percent);
  }
  const serving = [...percents].filter(([, percent]) => percent > 0);
  routes.set(doorKey(service, ""), route(record, "", serving));
  for (const one of routed.filter((target) => target.tag !== "")) {
    routes.set(doorKey(service, one.tag), route(record, one.tag, [[one.revision, 100]]));
  }
  return routes;
}

function route(record: ServiceRecord, tag: string, shares: readonly (readonly [string, number])[]): Route {
  const service = text(record.service, "name");
  const templates = shares.flatMap(([id]) => record.revisions.filter((one) => revisionId(one) === id));
  const timeouts = templates.map((one) => number(child(one.template, "timeout"), "seconds") || 300);
  return {
    service,
    tag: tag === "" ? undefined : tag,
    targets: shares.map(([id, percent]) => ({ revision: `${service}/revisions/${id}`, percent })),
    hasSessionAffinity: templates.some((one) => flag(one.template, "sessionAffinity")),
    timeoutMillis: Math.max(...timeouts) * 1000,
    isH2c: templates.some((one) => text(children(ingressContainer(one.template), "ports")[0], "name") === "h2c"),
  };
}
