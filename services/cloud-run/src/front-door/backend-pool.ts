import { connect, type Socket } from "node:net";
import type { Deadline, Deadlines } from "./deadlines.js";

/**
 * How long a connection to a container is kept with nothing on it. Node.js and gunicorn close theirs after 5 and 2 s; a
 * request that is sent at that very moment is lost, unless it can be sent again.
 */
const KEPT_MILLIS = 4_000;
/** How lately a connection must have worked for a request that cannot be sent again. */
const SURE_MILLIS = 1_000;
/** Connections that wait for work, by container. */
const MAX_KEPT = 256;

/** What is told of a connection while it is at work. */
export interface BackendUser {
  onBackendData(bytes: Buffer): void;
  onBackendDrain(): void;
  /** The container sends no more. */
  onBackendEnd(): void;
  /** It is closed, or was never opened. */
  onBackendClose(): void;
}

/** One connection to a container: with a user at work, without one in the pool. */
export class BackendConnection {
  readonly socket: Socket;
  user: BackendUser | undefined;
  /** Whether it has had a request before: then the container may be closing it. */
  isReused = false;
  wasConnected = false;
  keptAtMillis = 0;
  /** The pool that it goes back to. */
  readonly idle: BackendConnection[];
  readonly #deadlines: Deadlines;
  #expiry: Deadline | undefined;
  readonly #drop = (): void => this.destroy();

  constructor(
    host: string,
    port: number,
    idle: BackendConnection[],
    deadlines: Deadlines,
    all: Set<BackendConnection>,
  ) {
    this.idle = idle;
    this.#deadlines = deadlines;
    all.add(this);
    this.socket = connect({ host, port, noDelay: true, allowHalfOpen: true });
    this.socket.on("connect", () => {
      this.wasConnected = true;
    });
    // A connection in the pool has nothing to say: what speaks or ends there is not used again.
    this.socket.on("data", (bytes: Buffer) =>
      this.user === undefined ? this.destroy() : this.user.onBackendData(bytes),
    );
    this.socket.on("drain", () => this.user?.onBackendDrain());
    this.socket.on("end", () => (this.user === undefined ? this.destroy() : this.user.onBackendEnd()));
    this.socket.on("error", () => {});
    this.socket.on("close", () => {
      all.delete(this);
      this.#leavePool();
      this.user?.onBackendClose();
    });
  }

  /** Back into the pool, for `millis` at most. */
  keep(millis: number): void {
    this.user = undefined;
    this.isReused = true;
    if (this.socket.destroyed || this.idle.length >= MAX_KEPT || millis <= 0) {
      this.destroy();
      return;
    }
    if (this.socket.isPaused()) this.socket.resume();
    this.idle.push(this);
    this.keptAtMillis = this.#deadlines.nowMillis();
    this.#expiry = this.#deadlines.after(Math.min(millis, KEPT_MILLIS), this.#drop);
  }

  take(user: BackendUser): void {
    this.#expiry?.cancel();
    this.#expiry = undefined;
    this.user = user;
  }

  destroy(): void {
    this.user = undefined;
    this.#leavePool();
    this.socket.destroy();
  }

  #leavePool(): void {
    this.#expiry?.cancel();
    this.#expiry = undefined;
    const at = this.idle.lastIndexOf(this);
    if (at >= 0) this.idle.splice(at, 1);
  }
}

/** Connections to containers, kept for the next request; the one used last is used first. */
export class BackendPool {
  readonly #deadlines: Deadlines;
  readonly #idle = new Map<string, BackendConnection[]>();
  readonly #all = new Set<BackendConnection>();

  constructor(deadlines: Deadlines) {
    this.#deadlines = deadlines;
  }

  #now(): number {
    return this.#deadlines.nowMillis();
  }

  /**
   * `isFresh`: one that has had no request yet. `isSure`: one that the container is not just closing, as far as can be told.
   */
  take(host: string, port: number, isFresh: boolean, isSure: boolean, user: BackendUser): BackendConnection {
    const key = `${host}:${port}`;
    let idle = this.#idle.get(key);
    if (idle === undefined) {
      this.#forgetEmpty();
      idle = [];
      this.#idle.set(key, idle);
    }
    const last = idle.at(-1);
    const isUsable = !isFresh && last !== undefined && (!isSure || this.#now() - last.keptAtMillis < SURE_MILLIS);
    const connection =
      (isUsable ? idle.pop() : undefined) ?? new BackendConnection(host, port, idle, this.#deadlines, this.#all);
    connection.take(user);
    return connection;
  }

  close(): void {
    for (const connection of [...this.#all]) connection.destroy();
  }

  /** Containers come and go, each with a port of its own: what has no connection left is forgotten now and then. */
  #forgetEmpty(): void {
    if (this.#idle.size < 1000) return;
    const busy = new Set([...this.#all].map(({ idle }) => idle));
    for (const [key, idle] of this.#idle) if (!busy.has(idle)) this.#idle.delete(key);
  }
}
