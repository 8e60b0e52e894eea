import type { Pieces, ServicePiece } from "./pieces.js";
import type { Finding } from "./rules.js";
import { cloudRunRules } from "./rules-cloud-run.js";
import type { Path } from "./tree.js";

/** Variables that Cloud Run sets itself. */
const RESERVED = new Set(["PORT", "K_SERVICE", "K_REVISION", "K_CONFIGURATION"]);

const METHODS = ["get", "head", "post", "put", "patch", "delete"] as const;

/** What contradicts itself within one service. */
export function serviceRules({ services }: Pieces): Finding[] {
  return [...services].flatMap(([name, service]) => {
    const path = ["services", name];
    return [
      ...cloudRunRules(service, path),
      ...(service.scaling ? scaling(service.scaling, [...path, "scaling"]) : []),
      ...variables(service, path),
      ...(service.smoke ?? []).flatMap((check, index) => smoke(check, [...path, "smoke", index])),
    ];
  });
}

function scaling({ min, max, schedule = [] }: ServicePiece["scaling"], path: Path): Finding[] {
  const limits = [{ min, max, path }].concat(
    schedule.map((hours, index) => ({ min: hours.min, max: hours.max ?? max, path: [...path, "schedule", index] })),
  );
  const crossed = limits
    .filter((limit) => limit.min > limit.max)
    .map((limit) => ({ path: [...limit.path, "min"], seen: `${limit.min}`, allowed: `at most max, ${limit.max}` }));
  return [...crossed, ...windowRules(schedule, [...path, "schedule"])];
}

/** Hours end after they begin. */
export function windowRules(windows: readonly { readonly from: number; readonly to: number }[], path: Path): Finding[] {
  return windows.flatMap(({ from, to }, index) => {
    if (from < to) return [];
    return [
      {
        path: [...path, index, "to"],
        seen: "no later time",
        allowed: "a time after `from`; two windows pass midnight",
      },
    ];
  });
}

/** Each variable has one source, and Cloud Run's own have no other. `uses` stands in for a secret, not for plain text. */
function variables({ env = {}, secrets = {}, uses = {} }: Partial<ServicePiece>, path: Path): Finding[] {
  const used = Object.entries(uses).flatMap(([kind, use]) => (use === undefined ? [] : [{ kind, name: use.env }]));
  const findings: Finding[] = [];
  for (const [from, names] of [["env", Object.keys(env)] as const, ["secrets", Object.keys(secrets)] as const]) {
    for (const name of names.filter((candidate) => RESERVED.has(candidate))) {
      findings.push({
        path: [...path, from, name],
        seen: name,
        allowed: "a variable that Cloud Run does not set itself",
      });
    }
  }
  for (const name of Object.keys(secrets).filter((candidate) => Object.hasOwn(env, candidate))) {
    findings.push({ path: [...path, "secrets", name], seen: `${name} in env too`, allowed: "each variable once" });
  }
  for (const [index, { kind, name }] of used.entries()) {
    const twice = used.slice(0, index).some((other) => other.name === name);
    if (!twice && !Object.hasOwn(env, name)) continue;
    const seen = `${name} in ${twice ? "another use" : "env"} too`;
    findings.push({ path: [...path, "uses", kind, "env"], seen, allowed: "each variable once" });
  }
  return findings;
}

function smoke(check: NonNullable<ServicePiece["smoke"]>[number], path: Path): Finding[] {
  const methods = METHODS.filter((method) => check[method] !== undefined);
  const findings: Finding[] = [];
  if (methods.length !== 1) {
    findings.push({ path, seen: methods.join(" and ") || "no method", allowed: `one of ${METHODS.join(", ")}` });
  }
  const hasBody = check.json !== undefined || check.body !== undefined;
  if (check.json !== undefined && check.body !== undefined) {
    findings.push({ path: [...path, "body"], seen: "json too", allowed: "either json or body" });
  }
  if (hasBody && (check.get !== undefined || check.head !== undefined)) {
    const key = check.json === undefined ? "body" : "json";
    findings.push({
      path: [...path, key],
      seen: "a body with get or head",
      allowed: "a body with post, put, patch or delete",
    });
  }
  return findings;
}
