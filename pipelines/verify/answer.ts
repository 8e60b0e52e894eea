import type { SmokeCheck } from "../config/index.js";
import { valueAt } from "./json-path.js";

/** What came back for one request. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  /** Time until the whole body was there, in milliseconds. */
  readonly tookMillis: number;
}

/** One way in which an answer is not what was asked for. */
export interface Finding {
  readonly what: string;
  readonly seen: string;
  readonly wanted: string;
}

/** Everything in which an answer differs from what a check asks for; empty if it passes. */
export function findings(check: SmokeCheck, answer: Answer): Finding[] {
  const found: Finding[] = [];
  if (!check.statuses.includes(answer.status)) {
    const seen = `${answer.status} ${excerpt(answer.body)}`.trim();
    found.push({ what: "status", seen, wanted: check.statuses.join(" or ") });
  }
  if (answer.tookMillis > check.withinMillis) {
    found.push({ what: "time", seen: `${Math.ceil(answer.tookMillis)} ms`, wanted: `${check.withinMillis} ms` });
  }
  if (check.expect.length > 0) found.push(...bodyFindings(check.expect, answer.body));
  return found;
}

function bodyFindings(expect: SmokeCheck["expect"], body: string): Finding[] {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return [{ what: "body", seen: excerpt(body) || "nothing", wanted: "JSON" }];
  }
  return expect.flatMap((expected): Finding[] => {
    const value = valueAt(json, expected.at);
    const passes = expected.kind === "type" ? typeOf(value) === expected.type : isSame(value, expected.value);
    if (passes) return [];
    const wanted = expected.kind === "type" ? expected.type : JSON.stringify(expected.value);
    return [{ what: expected.at, seen: value === undefined ? "nothing" : excerpt(JSON.stringify(value)), wanted }];
  });
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

/** Equality of two JSON values: the order of an object's keys does not matter. */
function isSame(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const [mine, other] = [Object.entries(left), new Map(Object.entries(right))];
  return mine.length === other.size && mine.every(([key, value]) => other.has(key) && isSame(value, other.get(key)));
}

/** The beginning of a text on one line: enough to recognise it, too little to flood a terminal. */
export function excerpt(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > 160 ? `${line.slice(0, 157)}...` : line;
}
