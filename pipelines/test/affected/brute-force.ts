import type { Change, LocatedService } from "../../affected/index.js";

const DOCUMENTATION =
  /\.md$|^docs\/|^\.github\/|(^|\/)(LICENSE|NOTICE)(\.txt)?$|(^|\/)\.gitignore$|(^|\/)\.editorconfig$/;

/** What takes a service by itself, read off the diff path by path and service by service. Slow and plain. */
export function directly(services: readonly LocatedService[], changes: readonly Change[], config = "slipway.yaml") {
  const paths = changes.flatMap((one) => (one.kind === "renamed" ? [one.from, one.path] : [one.path]));
  const files = paths.filter((path) => path !== config);
  const shared = files.filter((file) => isNobodys(file, services) && !DOCUMENTATION.test(file));
  return services.map((service) => {
    const own = files.filter((file) => isOwn(service, file, services));
    const built = files.filter((file) => isBuilt(service, file, services) && !shared.includes(file));
    const rules = [
      ["own-files", own],
      ["build-context", built],
      ["config", paths.filter((path) => path === config)],
      ["shared", shared],
    ] as const;
    const first = rules.find(([, touched]) => touched.length > 0);
    return first === undefined ? undefined : { rule: first[0], path: first[1][0], paths: first[1].length };
  });
}

/** The names of the services that are taken, directly or because a service they need is. */
export function taken(services: readonly LocatedService[], changes: readonly Change[], config?: string): Set<string> {
  const direct = directly(services, changes, config);
  const names = new Set(services.flatMap(({ name }, index) => (direct[index] === undefined ? [] : [name])));
  for (let before = -1; before !== names.size; ) {
    before = names.size;
    for (const { name, needs } of services) if (needs.some((needed) => names.has(needed))) names.add(name);
  }
  return names;
}

function isOwn(service: LocatedService, file: string, services: readonly LocatedService[]): boolean {
  const isNested = (other: LocatedService) => isWithin(other.path, service.path) && other.path !== service.path;
  return isWithin(file, service.path) && !services.some((other) => isNested(other) && isWithin(file, other.path));
}

function isBuilt(service: LocatedService, file: string, services: readonly LocatedService[]): boolean {
  const { context } = service.image;
  if (!isWithin(file, context) || (context === "." && DOCUMENTATION.test(file))) return false;
  return !services.some(
    ({ path }) => path !== context && isWithin(path, context) && isWithin(file, path) && !isWithin(service.path, path),
  );
}

function isNobodys(file: string, services: readonly LocatedService[]): boolean {
  return !services.some(
    (service) => isWithin(file, service.path) || (service.image.context !== "." && isBuilt(service, file, services)),
  );
}

function isWithin(path: string, folder: string): boolean {
  return folder === "." || path === folder || path.startsWith(`${folder}/`);
}
