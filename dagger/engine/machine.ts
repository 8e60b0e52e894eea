import { SlipwayError } from "../../pipelines/errors/index.js";

/** What a machine can do, as far as the embedded engine asks. */
export interface MachineFacts {
  readonly platform: string;
  readonly arch: string;
  readonly uid: number;
  /** Whether `unshare --mount` works. */
  readonly mountNamespaces: boolean;
  /** Whether the kernel knows the overlay file system. */
  readonly overlay: boolean;
  /** Whether apt-get is there, which the system packages come from. */
  readonly apt: boolean;
}

interface Want {
  readonly met: (facts: MachineFacts) => boolean;
  readonly missing: (facts: MachineFacts) => string;
}

const WANTS: readonly Want[] = [
  {
    met: ({ platform, arch }) => platform === "linux" && arch === "x64",
    missing: ({ platform, arch }) => `Linux on x64 (this is ${platform} on ${arch})`,
  },
  { met: ({ uid }) => uid === 0, missing: ({ uid }) => `root (this is user ${uid})` },
  { met: (facts) => facts.mountNamespaces, missing: () => "mount namespaces (`unshare --mount true` failed)" },
  { met: (facts) => facts.overlay, missing: () => "the overlay file system (not in /proc/filesystems)" },
  { met: (facts) => facts.apt, missing: () => "apt-get (a Debian system)" },
];

/** What the machine lacks to hold the embedded engine, in words; empty if it can. */
export function lackingForEngine(facts: MachineFacts): string[] {
  return WANTS.filter((want) => !want.met(facts)).map((want) => want.missing(facts));
}

/** The error for a machine that cannot hold the engine. */
export function unfitMachine(lacking: readonly string[]): SlipwayError {
  return new SlipwayError("MACHINE_UNFIT", {
    what: "This machine cannot hold the embedded Dagger engine.",
    saw: `missing: ${lacking.join("; ")}`,
    next:
      "use an engine elsewhere with _EXPERIMENTAL_DAGGER_RUNNER_HOST=tcp://HOST:PORT (and a dagger CLI on the PATH), " +
      "or install dagger with a container runtime such as Docker, or run as root on Debian.",
  });
}

/** Whether a Go release is new enough. Both look like `1.24.4`; a missing last number counts as 0. */
export function isGoAtLeast(version: string, least: string): boolean {
  const numbers = (text: string) => text.split(".").map((part) => Number.parseInt(part, 10) || 0);
  const [have, want] = [numbers(version), numbers(least)];
  for (const index of [0, 1, 2]) {
    const difference = (have[index] ?? 0) - (want[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
