import type { Client, Container } from "@dagger.io/dagger";

/** What an image is built from besides other images: folders and files of this machine, by what they hold. */
export interface Ingredients {
  /** Where the local mirror listens, `host:port`. */
  readonly mirror: string;
  /** A scratch folder of the build, removed afterwards. */
  readonly scratch: string;
  /** The folder of a finished part, such as the one that holds the Trivy binary. */
  readonly partFolder: (part: string) => string;
  /** Whether this machine has certificate authorities of its own, such as a company's proxy. */
  readonly hostAuthorities: boolean;
  /** Runs a program of this machine and waits for it. */
  readonly run: (command: readonly string[], options?: { readonly cwd?: string }) => Promise<void>;
}

/** A base image: the name that the public registry knows it by, and the small pipeline that builds it here. */
export interface Image {
  readonly id: string;
  /** `registry/repository:tag` as people write it in a Dockerfile, Docker Hub's short form included. */
  readonly names: readonly string[];
  readonly title: string;
  /** Ids of images this one is built on. */
  readonly on: readonly string[];
  /** Ids of other parts that must be there first. */
  readonly needs: readonly string[];
  /** Files whose content decides whether the image must be built anew, relative to `dagger/images`. */
  readonly sources: readonly string[];
  readonly build: (dag: Client, ingredients: Ingredients) => Promise<Container>;
}

/** Where an image lives in the mirror. Docker Hub's official images sit under `library/`, as its API has them. */
export function mirrorName(mirror: string, name: string): string {
  const parts = name.split("/");
  const isHost = parts.length > 1 && /[.:]/.test(parts[0] ?? "");
  const path = isHost ? parts.slice(1) : parts.length === 1 ? ["library", ...parts] : parts;
  return `${mirror}/${path.join("/")}`;
}

/** A container from an image that is in the mirror already. */
export function fromMirror(dag: Client, mirror: string, name: string): Container {
  return dag.container().from(mirrorName(mirror, name));
}

/** The list of certificate authorities in Debian, which the engine adds a host's own to while a command runs. */
export const AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt";
