/** What tells the time, and waits. */
export interface Clock {
  nowMillis(): number;
  /** Ends early, without an error, where the signal says so. */
  sleep(millis: number, signal?: AbortSignal): Promise<void>;
}

/** How to see whether a container answers. Exactly one of `http`, `tcp` and `grpc`. Seconds as in Cloud Run's Probe. */
export interface ProbeSpec {
  readonly initialDelaySeconds: number;
  readonly timeoutSeconds: number;
  readonly periodSeconds: number;
  readonly failureThreshold: number;
  readonly http?: { readonly path: string; readonly port: number; readonly headers: Readonly<Record<string, string>> };
  readonly tcp?: { readonly port: number };
  readonly grpc?: { readonly port: number; readonly service: string };
}

/** One container as it is to be started: everything that Cloud Run gives it is in `env` already. */
export interface InstanceSpec {
  /** Full name of its revision: projects/P/locations/L/services/S/revisions/R. */
  readonly revision: string;
  readonly image: string;
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly port: number;
  readonly workingDirectory?: string;
}

/** One running container. */
export interface RunningContainer {
  readonly host: string;
  readonly port: number;
  /** Settles when it has ended, whoever ended it. Never rejects. */
  readonly ended: Promise<{ readonly exitCode: number | undefined }>;
  /** Asks it to end, and ends it after the grace period. */
  stop(graceMillis: number): Promise<void>;
}

/** What starts containers: processes on this machine, or services on a Dagger engine. */
export interface Runtime {
  /** Resolves once the container runs, which does not mean that it answers. Rejects where it cannot be started at all. */
  start(spec: InstanceSpec, log: (stream: "stdout" | "stderr", line: string) => void): Promise<RunningContainer>;
}

/** What becomes of the instances of one revision. */
export interface RevisionSpec {
  readonly instance: InstanceSpec;
  readonly startupProbe: ProbeSpec;
  readonly livenessProbe?: ProbeSpec;
  readonly minInstances: number;
  readonly maxInstances: number;
  /** Requests that one instance is given at once. */
  readonly concurrency: number;
}

/** How the first start of a revision ended. */
export type StartOutcome =
  | { readonly kind: "ready" }
  /** `reason` is one of Cloud Run's, such as HEALTH_CHECK_CONTAINER_ERROR or CONTAINER_MISSING. */
  | { readonly kind: "failed"; readonly reason: string; readonly message: string };

/** The instances of all revisions: started, probed, scaled, stopped. */
export interface Instances {
  /** Starts one instance, probes it, and then keeps the revision at its minimum. */
  deploy(spec: RevisionSpec): Promise<StartOutcome>;
  /** Changes how many instances there may be. */
  scale(revision: string, limits: { readonly minInstances: number; readonly maxInstances: number }): void;
  /** Stops all instances of a revision once they have finished what they are at. */
  retire(revision: string): Promise<void>;
  /** An instance for one request. Waits for a start where there is none; rejects with a StatusError where none can be had. */
  acquire(revision: string, signal: AbortSignal): Promise<Lease>;
  /** How many instances a revision has now, by what they do. */
  count(revision: string): { readonly active: number; readonly idle: number };
}

/** An instance for the time of one request. */
export interface Lease {
  readonly host: string;
  readonly port: number;
  release(): void;
}

/** Where one URI leads. */
export interface Route {
  /** Full name of the service: projects/P/locations/L/services/S. */
  readonly service: string;
  /** Undefined: the service's own URI, and not a tag's. */
  readonly tag: string | undefined;
  /** Adds up to 100. A tag's has one target. */
  readonly targets: readonly { readonly revision: string; readonly percent: number }[];
  readonly hasSessionAffinity: boolean;
  readonly timeoutMillis: number;
  /** Whether the containers speak HTTP/2 without TLS. */
  readonly isH2c: boolean;
}

/** The front door: every URI has a port of its own, so that any HTTP client reaches it as it stands. */
export interface FrontDoor {
  /** Opens a URI for a key (a service's name, or `NAME#TAG`), the same as before if the key had one, and gives it. */
  open(key: string, preferredPort?: number): Promise<{ readonly uri: string; readonly port: number }>;
  /** Takes effect for every request that begins from now on; those that run go on where they are. */
  route(key: string, route: Route): void;
  close(key: string): Promise<void>;
}
