import { nearest } from "./nearest.js";
import type { Pieces } from "./pieces.js";
import type { Finding } from "./rules.js";
import { type MapTree, type Path, under } from "./tree.js";

/** A name that nothing has, with the one that was most likely meant. */
function unknownName(path: Path, name: string, known: readonly string[]): Finding {
  const suggestion = nearest(name, known);
  const finding = { path, seen: JSON.stringify(name), allowed: known.join(", ") || "nothing, there is no other" };
  return suggestion === undefined ? finding : { ...finding, suggestion };
}

/** The first way from a name back to itself, as the names along it; undefined where there is none. */
function cycleFrom(start: string, next: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const seen = new Set<string>();
  const ways: string[][] = [[start]];
  for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
    for (const name of next.get(way.at(-1) ?? start) ?? []) {
      if (name === start) return [...way, name];
      if (!seen.has(name)) ways.push([...way, name]);
      seen.add(name);
    }
  }
  return undefined;
}

/** `needs` names services that exist and leads back to no service. */
export function needsRules({ services }: Pieces): Finding[] {
  const names = [...services.keys()];
  const next = new Map([...services].map(([name, service]) => [name, service.needs ?? []]));
  const findings: Finding[] = [];
  const inCycle = new Set<string>();
  for (const [name, needs] of next) {
    for (const [index, need] of needs.entries()) {
      if (services.has(need)) continue;
      findings.push(
        unknownName(
          ["services", name, "needs", index],
          need,
          names.filter((other) => other !== name),
        ),
      );
    }
    const cycle = inCycle.has(name) ? undefined : cycleFrom(name, next);
    if (cycle === undefined) continue;
    for (const member of cycle) inCycle.add(member);
    const seen = `the cycle ${cycle.join(" → ")}`;
    findings.push({
      path: ["services", name, "needs"],
      seen,
      allowed: "an order in which each service can be released",
    });
  }
  return findings;
}

/** Overrides are for services that exist; `promoteFrom` names another environment and leads back to none. */
export function nameRules(file: MapTree, all: readonly Pieces[]): Finding[] {
  const services = under(file, "services");
  const known = services?.kind === "map" ? [...services.entries.keys()] : [];
  const environments = all.flatMap(({ environment }) => environment ?? []);
  const names = environments.map(({ name }) => name);
  const next = new Map(environments.map(({ name, settings }) => [name, [settings.promoteFrom ?? []].flat()]));
  return environments.flatMap(({ name, settings }) => {
    const path = ["environments", name];
    const own = under(under(under(file, "environments"), name), "services");
    const overridden = own?.kind === "map" ? [...own.entries.keys()] : [];
    const findings = overridden
      .filter((service) => !known.includes(service))
      .map((service) => unknownName([...path, "services", service], service, known));
    const from = settings.promoteFrom;
    if (from === undefined) return findings;
    if (!names.includes(from)) {
      return [
        ...findings,
        unknownName(
          [...path, "promoteFrom"],
          from,
          names.filter((other) => other !== name),
        ),
      ];
    }
    const cycle = cycleFrom(name, next);
    if (cycle === undefined) return findings;
    const seen = `the cycle ${cycle.join(" → ")}`;
    return [...findings, { path: [...path, "promoteFrom"], seen, allowed: "an environment that is released before" }];
  });
}
