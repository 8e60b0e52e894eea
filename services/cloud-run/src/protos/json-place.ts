import type { FieldViolation } from "../status.js";

/** Further faults of one request are not told: an answer is not to be longer than what it answers. */
const MAX_VIOLATIONS = 50;

/** As deep as protobuf's own readers go. */
const MAX_DEPTH = 100;

/** Where in a request one is, and what was wrong in it so far. */
export interface Place {
  readonly path: string;
  readonly depth: number;
  readonly violations: FieldViolation[];
}

/** Notes what is wrong, at the place or at a field in it. */
export function complain(place: Place, description: string): undefined {
  if (place.violations.length < MAX_VIOLATIONS) place.violations.push({ field: place.path, description });
  return undefined;
}

/** `Invalid value at 'service.traffic[0].percent' (TYPE_INT32), "abc"`. */
export function complainOfValue(place: Place, expected: string, json: unknown): undefined {
  const found = typeof json === "object" ? "Starting an object on a scalar field" : JSON.stringify(json);
  const shown = found.length > 200 ? `${found.slice(0, 200)}...` : found;
  return complain(place, `Invalid value at '${place.path}' (${expected}), ${shown}`);
}

/** Whether nothing deeper is read, which is then noted. */
export function isTooDeep(place: Place): boolean {
  if (place.depth <= MAX_DEPTH) return false;
  complain(place, "Message too deep. Max recursion depth reached.");
  return true;
}

/** A field of what is at the place. */
export function within(place: Place, name: string): Place {
  return { ...place, path: place.path === "" ? name : `${place.path}.${name}`, depth: place.depth + 1 };
}
