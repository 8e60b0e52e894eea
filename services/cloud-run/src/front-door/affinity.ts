import { createHash } from "node:crypto";

/** The cookie of Google's front ends for session affinity. */
const NAME = "GAESA";
const LIFETIME_SECONDS = 30 * 24 * 60 * 60;
const COOKIE = new RegExp(`(?:^|;)\\s*${NAME}=([\\w-]+)`);

/** What stands for a revision in the cookie: says nothing to those who read it, and is the same after a restart. */
export function affinityToken(revision: string): string {
  return createHash("sha256").update(revision).digest("base64url").slice(0, 22);
}

/** The token in a `Cookie` header. */
export function tokenOf(cookies: string): string | undefined {
  return COOKIE.exec(cookies)?.[1];
}

/** The value of a `Set-Cookie` header that binds a client to a revision for 30 days. */
export function affinityCookie(token: string): string {
  return `${NAME}=${token}; Max-Age=${LIFETIME_SECONDS}; Path=/; HttpOnly`;
}
