import type { PlainMessage } from "../plain-message.js";
import { number, text } from "../resources/index.js";
import { StatusError } from "../status.js";

/** One of a list: newest first by `key`, and by name where the keys are the same. */
export interface Listed {
  readonly key: number;
  readonly name: string;
  readonly item: PlainMessage;
}

const DEFAULT_SIZE = 100;
const LARGEST_SIZE = 1000;

/**
 * One page of a list. The token holds the place after the last item, so that what is created or deleted between two
 * calls neither repeats nor skips anything else. It is refused where the other parameters (`query`) differ.
 */
export function page(
  all: readonly Listed[],
  request: PlainMessage,
  query: string,
): { readonly items: readonly PlainMessage[]; readonly nextPageToken: string } {
  const asked = number(request, "pageSize");
  if (asked < 0) {
    throw new StatusError("INVALID_ARGUMENT", "page_size must not be negative", [
      { field: "page_size", description: "must not be negative" },
    ]);
  }
  const size = Math.min(asked === 0 ? DEFAULT_SIZE : asked, LARGEST_SIZE);
  const after = decoded(text(request, "pageToken"), query);
  const sorted = all.toSorted(order).filter((one) => after === undefined || order(one, after) > 0);
  const items = sorted.slice(0, size);
  const last = items.at(-1);
  const hasMore = sorted.length > items.length && last !== undefined;
  return { items: items.map((one) => one.item), nextPageToken: hasMore ? encoded(last, query) : "" };
}

type Place = Pick<Listed, "key" | "name">;

function order(one: Place, other: Place): number {
  return other.key - one.key || (one.name < other.name ? -1 : one.name > other.name ? 1 : 0);
}

function encoded(place: Place, query: string): string {
  return Buffer.from(JSON.stringify([place.key, place.name, query])).toString("base64url");
}

function decoded(token: string, query: string): Place | undefined {
  if (token === "") {
    return undefined;
  }
  try {
    const parts: unknown = JSON.parse(Buffer.from(token, "base64url").toString());
    if (Array.isArray(parts) && typeof parts[0] === "number" && typeof parts[1] === "string" && parts[2] === query) {
      return { key: parts[0], name: parts[1] };
    }
  } catch {
    // Not a token of ours: refused below.
  }
  throw new StatusError("INVALID_ARGUMENT", "The page token is invalid or belongs to other parameters", [
    { field: "page_token", description: "invalid" },
  ]);
}
