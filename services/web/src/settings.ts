/** Where the listings API is, or in one sentence what is wrong with the setting. A value is never repeated. */
export type ListingsUrl = { readonly url: URL } | { readonly problem: string };

/** Read for each request, so that one image serves in every environment. */
export function readListingsUrl(env: Readonly<Record<string, string | undefined>>): ListingsUrl {
  const value = env["LISTINGS_URL"];
  if (!value) return { problem: "LISTINGS_URL is missing; set it to the URL of the listings API" };
  if (!URL.canParse(value) || !/^https?:/i.test(value)) {
    return { problem: "LISTINGS_URL is not of the form http://HOST:PORT" };
  }
  const url = new URL(value);
  if (url.username || url.password) return { problem: "LISTINGS_URL must not hold a user or password" };
  return { url };
}

/** Audience of the identity token that the listings API wants to see. Undefined: it wants none, as outside Google Cloud. */
export function readListingsAudience(env: Readonly<Record<string, string | undefined>>): string | undefined {
  return env["LISTINGS_AUDIENCE"] || undefined;
}
