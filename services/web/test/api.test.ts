import type { IncomingHttpHeaders, RequestListener } from "node:http";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { createListing, findListing, listListings } from "../src/listings/api";
import { FakeApi, serve } from "./fake-api";

const unavailable = { ok: false, failure: { kind: "unavailable" } };
const log = vi.spyOn(console, "error");

beforeEach(() => void log.mockReset().mockReturnValue());
afterEach(() => void vi.unstubAllEnvs());

async function api(): Promise<FakeApi> {
  const api = await FakeApi.start();
  onTestFinished(() => api.close());
  vi.stubEnv("LISTINGS_URL", api.url);
  return api;
}

/** An API that treats each request as told, at the path that is appended. */
async function apiThat(listener: RequestListener, path = ""): Promise<void> {
  const server = await serve(listener);
  onTestFinished(() => server.close());
  vi.stubEnv("LISTINGS_URL", server.url + path);
}

function answering(status: number, body: string): RequestListener {
  return (_request, response) => void response.writeHead(status).end(body);
}

describe("listListings", () => {
  it("gives the listings, and the next page for its cursor", async () => {
    const fake = await api();
    for (let count = 1; count <= 21; count++) fake.add({ title: `Flat ${count}` });
    const first = await listListings();
    expect(first).toEqual({ ok: true, value: { items: fake.listings.slice(0, 20), next: expect.any(String) } });
    const after = (first.ok && first.value.next) || "";
    expect(await listListings(after)).toEqual({ ok: true, value: { items: fake.listings.slice(20), next: null } });
  });

  it("says that a cursor is invalid", async () => {
    await api();
    expect(await listListings("odd & wrong")).toEqual({ ok: false, failure: { kind: "invalid", fields: [] } });
  });
});

describe("findListing", () => {
  it("gives the listing", async () => {
    const added = (await api()).add({ title: "Flat" });
    expect(await findListing(added.id)).toEqual({ ok: true, value: added });
  });

  it("says that there is none, for any text as its id", async () => {
    await api();
    expect(await findListing("../listings?x")).toEqual({ ok: false, failure: { kind: "not_found" } });
  });
});

describe("createListing", () => {
  const flat = { title: "Flat", description: "Sea view.", priceCents: 100, currency: "ZAR" };

  it("gives what was created", async () => {
    const fake = await api();
    expect(await createListing(flat)).toEqual({ ok: true, value: fake.listings[0] });
    expect(fake.listings).toEqual([expect.objectContaining(flat)]);
  });

  it("gives what the API refuses, field by field", async () => {
    await api();
    const fields = [{ path: "body/title", message: "is refused here" }];
    expect(await createListing({ ...flat, title: "Refused" })).toEqual({
      ok: false,
      failure: { kind: "invalid", fields },
    });
  });
});

describe("an API below a path", () => {
  it.each(["/api", "/api/", "/api/?x#y"])("is asked there with %s", async (path) => {
    const paths: unknown[] = [];
    await apiThat((request, response) => {
      paths.push(request.url);
      response.end('{ "items": [], "next": null }');
    }, path);
    expect(await listListings("a b")).toEqual({ ok: true, value: { items: [], next: null } });
    expect(paths).toEqual(["/api/v1/listings?after=a+b"]);
  });
});

describe("an API that asks who calls", () => {
  const flat = { title: "Flat", description: "", priceCents: 100, currency: "ZAR" };

  /** Every request to it is refused, and its headers are kept. */
  async function requests(): Promise<IncomingHttpHeaders[]> {
    const seen: IncomingHttpHeaders[] = [];
    await apiThat((request, response) => {
      seen.push(request.headers);
      response.writeHead(403).end("<html>");
    });
    return seen;
  }

  async function metadataThat(listener: RequestListener): Promise<void> {
    const server = await serve(listener);
    onTestFinished(() => server.close());
    vi.stubEnv("GCE_METADATA_HOST", new URL(server.url).host);
  }

  it("is shown the identity token for LISTINGS_AUDIENCE", async () => {
    const token = `header.${Buffer.from(JSON.stringify({ exp: Date.now() / 1000 + 3600 })).toString("base64url")}.signature`;
    vi.stubEnv("LISTINGS_AUDIENCE", "https://listings.example");
    await metadataThat((_request, response) => void response.end(token));
    const seen = await requests();
    await listListings();
    await createListing(flat);
    expect(seen.map(({ authorization }) => authorization)).toEqual([`Bearer ${token}`, `Bearer ${token}`]);
    expect(seen.map((headers) => headers["content-type"])).toEqual([undefined, "application/json"]);
  });

  it("is shown none without LISTINGS_AUDIENCE", async () => {
    const seen = await requests();
    await listListings();
    expect(seen).toEqual([expect.not.objectContaining({ authorization: expect.anything() })]);
  });

  it("is not asked when there is no token, which the log says", async () => {
    vi.stubEnv("LISTINGS_AUDIENCE", "https://other.example");
    await metadataThat((_request, response) => void response.writeHead(404).end());
    const seen = await requests();
    expect(await listListings()).toEqual(unavailable);
    expect(seen).toEqual([]);
    expect(log.mock.lastCall?.[0]).toMatch(/metadata server gave no identity token: it answered with 404/);
  });
});

describe("an API that is away", () => {
  it("is when there is no LISTINGS_URL, which the log says", async () => {
    vi.stubEnv("LISTINGS_URL", undefined);
    expect(await listListings()).toEqual(unavailable);
    expect(log.mock.lastCall?.[0]).toMatch(/"severity":"ERROR".*LISTINGS_URL is missing/);
  });

  it("is when nothing listens", async () => {
    await (await api()).close();
    expect(await listListings()).toEqual(unavailable);
    expect(log.mock.lastCall?.[0]).toMatch(/could not be reached: ECONNREFUSED/);
  });

  it.each([
    ["it hangs up", ((request) => request.socket.destroy()) satisfies RequestListener, /could not be reached/],
    ["it fails", answering(503, "{}"), /answered with 503/],
    ["it knows no such caller", answering(401, "<html>"), /answered with 401/],
    ["it lets the caller not in", answering(403, "<html>"), /answered with 403/],
    ["it is something else that has no such route", answering(404, '{ "code": "route_not_found" }'), /route_not_found/],
    ["it answers with a page", answering(200, "<html>"), /not JSON/],
    [
      "it answers with something else",
      answering(200, '{ "items": [{}], "next": null }'),
      /something else: items\.0\.id/,
    ],
    ["it refuses with something else", answering(400, "[]"), /something else/],
    [
      "it sends elsewhere",
      (_request, response) => void response.writeHead(302, { location: "/" }).end(),
      /could not be reached/,
    ],
  ] satisfies [string, RequestListener, RegExp][])("is when %s", async (_what, listener, message) => {
    await apiThat(listener);
    expect(await listListings()).toEqual(unavailable);
    expect(log.mock.lastCall?.[0]).toMatch(message);
  });

  it("is when it does not answer in time", async () => {
    await apiThat(() => {});
    const begun = performance.now();
    expect(await listListings()).toEqual(unavailable);
    expect(performance.now() - begun).toBeLessThan(10_000);
    expect(log.mock.lastCall?.[0]).toMatch(/did not answer within 4000 ms/);
  });
});
