import { z } from "zod";
import { identityToken } from "../identity-token";
import { networkFailure } from "../network-failure";
import { readListingsAudience, readListingsUrl } from "../settings";
import { type Listing, type ListingPage, listing, listingPage, type NewListing, problem } from "./listing";

/** A person waits, so sooner than the 30 seconds or more that a connection takes to give up by itself. */
const limitMillis = 4_000;

export interface InvalidField {
  /** As in body/title. */
  readonly path: string;
  readonly message: string;
}

/** Each way for the API not to give what was asked of it that people are told apart. */
export type Failure =
  | { readonly kind: "unavailable" }
  | { readonly kind: "not_found" }
  | { readonly kind: "invalid"; readonly fields: readonly InvalidField[] };

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

export function listListings(after?: string): Promise<Answer<ListingPage>> {
  const query = after === undefined ? "" : `?${new URLSearchParams({ after })}`;
  return ask(listingPage, `v1/listings${query}`);
}

export function findListing(id: string): Promise<Answer<Listing>> {
  return ask(listing, `v1/listings/${encodeURIComponent(id)}`);
}

export function createListing(created: NewListing): Promise<Answer<Listing>> {
  return ask(listing, "v1/listings", {
    method: "POST",
    body: JSON.stringify(created),
  });
}

async function ask<T extends z.ZodType>(
  shape: T,
  path: string,
  request: { readonly method?: string; readonly body?: string } = {},
): Promise<Answer<z.output<T>>> {
  const setting = readListingsUrl(process.env);
  if ("problem" in setting) return unavailable(setting.problem);
  const headers = new Headers(request.body === undefined ? {} : { "content-type": "application/json" });
  const signal = AbortSignal.timeout(limitMillis);
  const audience = readListingsAudience(process.env);
  if (audience !== undefined) {
    const identity = await identityToken(audience, signal);
    if ("problem" in identity) return unavailable(identity.problem);
    headers.set("authorization", `Bearer ${identity.token}`);
  }
  try {
    const response = await fetch(below(setting.url, path), {
      ...request,
      headers,
      cache: "no-store",
      redirect: "error",
      signal,
    });
    // Cloud Run refuses before the API is reached, with a page in place of a problem.
    const refused = response.status === 401 || response.status === 403;
    if (refused || response.status >= 500) return unavailable(`The listings API answered with ${response.status}`);
    const body: unknown = await response.json();
    if (response.ok) return { ok: true, value: shape.parse(body) };
    const { code, details } = problem.parse(body);
    if (code === "listing_not_found") return { ok: false, failure: { kind: "not_found" } };
    if (code === "invalid_request") return { ok: false, failure: { kind: "invalid", fields: details } };
    return unavailable(`The listings API answered with ${code}`);
  } catch (error) {
    return unavailable(reasonOf(error));
  }
}

/** The API may be served below a path. */
function below(base: URL, path: string): URL {
  return new URL(path, base.href.replace(/[?#].*$/, "").replace(/\/*$/, "/"));
}

/** People are told that the listings are away; the reason is for whoever reads the log. */
function unavailable(reason: string): { ok: false; failure: Failure } {
  console.error(JSON.stringify({ severity: "ERROR", message: reason }));
  return { ok: false, failure: { kind: "unavailable" } };
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) {
    const [issue] = error.issues;
    return `The listings API answered with something else: ${issue?.path.join(".")} ${issue?.message}`;
  }
  if (error instanceof SyntaxError) return "The listings API answered with something that is not JSON";
  if (!(error instanceof Error)) return "The listings API could not be asked";
  if (error.name === "TimeoutError") return `The listings API did not answer within ${limitMillis} ms`;
  return `The listings API could not be reached: ${networkFailure(error)}`;
}
