import type { PlainMessage } from "../plain-message.js";

/** How a revision stands. `wasReady`: it has served or could have; only such a revision is ever given traffic. */
export type RevisionState =
  /** Its first instance is being started: for the first time, or again after it was retired. */
  | { readonly kind: "deploying"; readonly wasReady: boolean }
  | { readonly kind: "ready" }
  | { readonly kind: "failed"; readonly reason: string; readonly message: string }
  /** Was ready, and has no instances now. */
  | { readonly kind: "retired" };

export interface RevisionRecord {
  /** The Revision message without what follows from its state. */
  readonly revision: PlainMessage;
  /** The template that it was cut from, with defaults and without a name of its own where it was given none. */
  readonly template: PlainMessage;
  readonly state: RevisionState;
}

/** Where traffic goes now. `revision` is a short name. */
export interface RoutedTarget {
  readonly revision: string;
  readonly percent: number;
  readonly tag: string;
  readonly isLatest: boolean;
}

/** A long-running operation on a service that has not ended. */
export interface PendingOperation {
  readonly name: string;
  /** Ends when this generation of the service has been brought about, or has failed. */
  readonly generation: number;
}

/** All that is known of one service: what is stored, and what comes back after a crash. */
export interface ServiceRecord {
  /** The Service message. */
  readonly service: PlainMessage;
  /** In order of creation. */
  readonly revisions: readonly RevisionRecord[];
  /** The short name of the revision of the current template. */
  readonly latestCreated: string;
  /** The generation that cut that revision: its traffic waits until the revision is ready. */
  readonly templateGeneration: number;
  readonly routed: readonly RoutedTarget[];
  /** URI and port by key of the front door. */
  readonly doors: Readonly<Record<string, { readonly uri: string; readonly port: number }>>;
  readonly policy: PlainMessage | undefined;
  readonly pending: readonly PendingOperation[];
}
