import type { SmokeCheck } from "../config/index.js";
import { type Answer, type Finding, findings } from "./answer.js";

/** Sends one request. Rejects if no answer came within the time, or none at all. */
export interface Http {
  send(request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string | undefined;
    readonly timeoutMillis: number;
  }): Promise<Answer>;
}

/** How one check went: its last try decides. */
export interface CheckResult {
  /** Method and path, such as `GET /health`. */
  readonly request: string;
  readonly passed: boolean;
  readonly tries: number;
  /** Of the last answer; undefined if none came. */
  readonly answer: Answer | undefined;
  readonly findings: readonly Finding[];
}

/** An answer that comes later than this after its limit is not waited for; until then it is measured and told. */
const GRACE_MILLIS = 2_000;

/** Runs a check against a service's address, trying again after 0.2, 0.4, 0.8 ... seconds (at most 5) as often as it allows. */
export async function runCheck(
  check: SmokeCheck,
  baseUrl: string,
  ports: { readonly http: Http; readonly sleep: (millis: number) => Promise<void> },
): Promise<CheckResult> {
  const request = `${check.method} ${check.path}`;
  for (let tries = 1; ; tries++) {
    const { answer, found } = await tryOnce(check, baseUrl, ports.http);
    if (found.length === 0) return { request, passed: true, tries, answer, findings: [] };
    if (tries > check.retries) return { request, passed: false, tries, answer, findings: found };
    await ports.sleep(Math.min(5_000, 200 * 2 ** (tries - 1)));
  }
}

async function tryOnce(check: SmokeCheck, baseUrl: string, http: Http): Promise<{ answer?: Answer; found: Finding[] }> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(check.headers)) if (typeof value === "string") headers[name] = value;
  const hasType = Object.keys(headers).some((name) => name.toLowerCase() === "content-type");
  if (check.body.kind === "json" && !hasType) headers["content-type"] = "application/json";
  const body =
    check.body.kind === "none"
      ? undefined
      : check.body.kind === "text"
        ? check.body.text
        : JSON.stringify(check.body.value);
  try {
    // Put together as text: resolved as a link, a path that begins with // would lead to another host.
    const url = new URL(baseUrl.replace(/\/$/, "") + check.path).href;
    const timeoutMillis = check.withinMillis + GRACE_MILLIS;
    const answer = await http.send({ method: check.method, url, headers, body, timeoutMillis });
    return { answer, found: findings(check, answer) };
  } catch (error) {
    return { found: [{ what: "answer", seen: reasonOf(error), wanted: `one within ${check.withinMillis} ms` }] };
  }
}

/** `fetch` hides why a connection failed in the cause of its error. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
