/** What a package.json can say about other packages. */
export interface Manifest {
  readonly [field: string]: unknown;
}

/** A package-lock.json, as far as it says where packages come from. */
export interface LockFile {
  readonly packages: Readonly<Record<string, Locked>>;
}

interface Locked {
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  /** Comes inside another package, whose integrity covers it. */
  readonly inBundle?: boolean;
}

const EXACT = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;
const FIELDS = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies", "overrides"];

/** The packages of a package.json that are not pinned to one version, as `NAME RANGE`. */
export function floatingPackages(manifest: Manifest): string[] {
  return FIELDS.flatMap((field) => floatingIn(manifest[field] ?? {}));
}

/** Overrides may stand within each other. */
function floatingIn(packages: unknown): string[] {
  return Object.entries(packages as Record<string, unknown>).flatMap(([name, range]) => {
    if (typeof range !== "string") return floatingIn(range);
    return EXACT.test(range) ? [] : [`${name} ${range}`];
  });
}

/** What is wrong with a lock file's packages: no hash to check them by, or an address that is one registry's. */
export function lockProblems({ packages }: LockFile): string[] {
  return Object.entries(packages).flatMap(([path, { integrity = "", resolved = "", link, inBundle }]) => {
    // What is not below node_modules is a folder of this repository.
    const isFromRegistry = path.includes("node_modules/") && link !== true && inBundle !== true;
    return [
      ...(isFromRegistry && !/^sha512-\S+=*$/.test(integrity) ? [`${path} has no integrity`] : []),
      ...(/^https?:/.test(resolved) ? [`${path} has an address`] : []),
    ];
  });
}

/** The actions that a workflow does not take by commit. Its own, by path, are of the same commit anyway. */
export function floatingActions(workflow: string): string[] {
  return [...workflow.matchAll(/^[\s-]*["']?uses["']?:\s*["']?([^\s"'#]+)/gm)]
    .map(([, action = ""]) => action)
    .filter((action) => !action.startsWith("./"))
    .filter((action) => !/@[0-9a-f]{40}$/.test(action) && !/^docker:.*@sha256:[0-9a-f]{64}$/.test(action));
}

/** The lines of a pip requirements file that name no exact version or no hash. */
export function floatingRequirements(requirements: string): string[] {
  return requirements
    .replaceAll("\\\n", " ")
    .split("\n")
    .filter((line) => !/^\s*(#|$)/.test(line))
    .filter((line) => !/^[\w.[\]-]+==[\w.]+(\s+--hash=sha256:[0-9a-f]{64})+\s*$/.test(line));
}
