/** A deployable and the ones that are released before it. */
interface Needing {
  readonly name: string;
  readonly needs: readonly string[];
}

/**
 * The services in the order of a release: each after the ones it needs, otherwise as the file has them. Needs that are
 * not among the services are not waited for. The config's rules refuse cycles.
 */
export function inOrder<T extends Needing>(services: readonly T[]): T[] {
  const byName = new Map(services.map((service) => [service.name, service]));
  const ordered = new Set<T>();
  const visit = (service: T, above: ReadonlySet<T>): void => {
    if (ordered.has(service) || above.has(service)) return;
    for (const name of service.needs) {
      const needed = byName.get(name);
      if (needed !== undefined) visit(needed, new Set([...above, service]));
    }
    ordered.add(service);
  };
  for (const service of services) visit(service, new Set());
  return [...ordered];
}
