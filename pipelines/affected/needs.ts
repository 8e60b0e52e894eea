import type { Evidence, LocatedService } from "./evidence.js";

/**
 * Adds the services that need a taken one, however far off, each by the shortest way and on equal ways by the earlier
 * service. Needs that are not among the services are passed over, and rings end.
 */
export function withNeeds(
  services: readonly LocatedService[],
  taken: readonly (Evidence | undefined)[],
): (Evidence | undefined)[] {
  const dependents = new Map<string, number[]>();
  for (const [index, { needs }] of services.entries()) {
    for (const name of needs) {
      const known = dependents.get(name);
      if (known === undefined) dependents.set(name, [index]);
      else known.push(index);
    }
  }
  const all = [...taken];
  const queue = [...all.entries()].flatMap(([index, why]) => (why === undefined ? [] : [{ index, why }]));
  // The queue grows while it is walked.
  for (const { index, why } of queue) {
    const needed = services[index]?.name ?? "";
    for (const dependent of dependents.get(needed) ?? []) {
      if (all[dependent] !== undefined) continue;
      const origin = why.rule === "needs" ? why.origin : needed;
      const { path, change, paths } = why;
      const because: Evidence = { rule: "needs", needed, origin, path, change, paths };
      all[dependent] = because;
      queue.push({ index: dependent, why: because });
    }
  }
  return all;
}
