import { z } from "zod";
import { networkFailure } from "./network-failure";

/** Who this service is, signed by Google, or in one sentence why that cannot be had. */
export type IdentityToken = { readonly token: string } | { readonly problem: string };

/** Before one expires another is fetched, so that none does on its way. */
const marginMillis = 60_000;

const claims = z.object({ exp: z.number() });
const kept = new Map<string, { readonly token: string; readonly expiresMillis: number }>();

/**
 * From the metadata server that every instance in Google Cloud has, for the service of that audience; kept until
 * shortly before it expires. GCE_METADATA_HOST names another server, as for Google's own libraries.
 */
// google-auth-library does the same, but is more than 2 MB with its dependencies.
export async function identityToken(audience: string, signal: AbortSignal): Promise<IdentityToken> {
  const before = kept.get(audience);
  if (before !== undefined && Date.now() < before.expiresMillis - marginMillis) return { token: before.token };
  try {
    const host = process.env["GCE_METADATA_HOST"] || "metadata.google.internal";
    const url = new URL(`http://${host}/computeMetadata/v1/instance/service-accounts/default/identity`);
    url.searchParams.set("audience", audience);
    const headers = { "metadata-flavor": "Google" };
    const response = await fetch(url, { headers, cache: "no-store", redirect: "error", signal });
    if (!response.ok) return problem(`it answered with ${response.status}`);
    const token = (await response.text()).trim();
    const expiresMillis = expiryMillisOf(token);
    if (expiresMillis === undefined) return problem("it answered with something else");
    kept.set(audience, { token, expiresMillis });
    return { token };
  } catch (error) {
    if (!(error instanceof Error)) return problem("it could not be asked");
    return problem(error.name === "TimeoutError" ? "it did not answer in time" : networkFailure(error));
  }
}

function problem(reason: string): { readonly problem: string } {
  return { problem: `The metadata server gave no identity token: ${reason}` };
}

/** It is signed for whoever is called, who checks it; here only its end is of interest. */
function expiryMillisOf(token: string): number | undefined {
  const [, payload = ""] = token.split(".");
  try {
    return claims.parse(JSON.parse(Buffer.from(payload, "base64url").toString())).exp * 1000;
  } catch {
    return undefined;
  }
}
