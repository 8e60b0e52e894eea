import type { Http } from "../verify/index.js";

/** Sends requests with the platform's `fetch`. Redirects are answers like any other: a check says what it wants. */
export const fetchHttp: Http = {
  async send({ method, url, headers, body, timeoutMillis }) {
    const began = performance.now();
    const response = await fetch(url, {
      method,
      headers,
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMillis),
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    return { status: response.status, body: text, tookMillis: performance.now() - began };
  },
};
