/** A request's body, or message, may be no longer than this. */
export const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** What is read and thrown away of a body that is too long, so that its sender sees the refusal. */
export const MAX_DISCARDED_BYTES = 256 * 1024 * 1024;

/** How long a connection may be open without a byte. */
export const IDLE_MILLIS = 10 * 60 * 1000;

/** How long a new connection may take to say which protocol it speaks. */
export const FIRST_BYTES_MILLIS = 30 * 1000;
