/** The commit that an image is of: the last one that changed what it is built from. */
export interface Commit {
  readonly hash: string;
  /** When it was made, ISO time in UTC. */
  readonly time: string;
}

/**
 * Labels of an image, the same for the same commit. `repository` is the URL people read the source at.
 * Source: specs.opencontainers.org, image-spec, "Pre-Defined Annotation Keys".
 */
export function labelsOf(
  service: string,
  commit: Commit | undefined,
  repository: string | undefined,
): Readonly<Record<string, string>> {
  return {
    "org.opencontainers.image.title": service,
    ...(repository === undefined ? {} : { "org.opencontainers.image.source": repository }),
    ...(commit === undefined
      ? {}
      : { "org.opencontainers.image.revision": commit.hash, "org.opencontainers.image.created": commit.time }),
  };
}

/** Arguments of git for the last commit that changed some paths, read by {@link readCommit}. `.` is all of the repository. */
export function commitCommand(paths: readonly string[]): string[] {
  return [
    "log",
    "-1",
    "--no-show-signature",
    "--format=%H %ct",
    "HEAD",
    "--",
    ...paths.map((path) => `:(top,literal)${path === "." ? "" : path}`),
  ];
}

/** The end of the year 9999, the last that four digits can say. A commit may claim to be later. */
const LAST_SECOND = 253_402_300_799;

/** What git printed; undefined where no commit has the paths, or there is no history. */
export function readCommit(output: string): Commit | undefined {
  const [, hash, seconds] = /^([0-9a-f]{40,64}) (\d+)$/.exec(output.trim()) ?? [];
  if (hash === undefined || seconds === undefined) return undefined;
  if (Number(seconds) > LAST_SECOND) return undefined;
  return { hash, time: new Date(Number(seconds) * 1000).toISOString().replace(".000Z", "Z") };
}
