import { randomUUID } from "node:crypto";
import type { IncomingMessage, RequestListener } from "node:http";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { identityToken } from "../src/identity-token";
import { serve } from "./fake-api";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

/** A metadata server that treats each request as told. */
async function metadataThat(listener: RequestListener): Promise<{ close: () => Promise<void> }> {
  const server = await serve(listener);
  onTestFinished(() => server.close());
  vi.stubEnv("GCE_METADATA_HOST", new URL(server.url).host);
  return server;
}

/** One that gives a new token each time, which is valid for an hour, and the requests that it had. */
async function metadata(): Promise<IncomingMessage[]> {
  const requests: IncomingMessage[] = [];
  await metadataThat((request, response) => {
    requests.push(request);
    response.end(`${token({ exp: Date.now() / 1000 + 3600, jti: requests.length })}\n`);
  });
  return requests;
}

function token(claims: object): string {
  const parts = [{ alg: "RS256" }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"));
  return [...parts, "signature"].join(".");
}

/** Of its own for each test: tokens are kept as long as the process lives. */
function anAudience(): string {
  return `https://${randomUUID()}.run.app`;
}

function ask(audience: string, signal = AbortSignal.timeout(5_000)) {
  return identityToken(audience, signal);
}

describe("identityToken", () => {
  it("is what the metadata server gives for the audience", async () => {
    const requests = await metadata();
    const audience = `${anAudience()}/a b?c&d`;
    expect(await ask(audience)).toEqual({ token: expect.stringMatching(/^[\w-]+\.[\w-]+\.signature$/) });
    expect(requests).toHaveLength(1);
    const [request] = requests;
    const url = new URL(request?.url ?? "", "http://metadata");
    expect(url.pathname).toBe("/computeMetadata/v1/instance/service-accounts/default/identity");
    expect([...url.searchParams]).toEqual([["audience", audience]]);
    expect(request?.headers["metadata-flavor"]).toBe("Google");
  });

  it("is kept until a minute before it expires, for each audience", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const requests = await metadata();
    const [audience, other] = [anAudience(), anAudience()];
    const first = await ask(audience);
    vi.advanceTimersByTime(59 * 60_000 - 1);
    expect(await ask(audience)).toEqual(first);
    expect(requests).toHaveLength(1);
    expect(await ask(other)).not.toEqual(first);
    expect(requests).toHaveLength(2);
    vi.advanceTimersByTime(1);
    expect(await ask(audience)).not.toEqual(first);
    expect(requests).toHaveLength(3);
  });

  it.each([
    [
      "refuses",
      ((_request, response) => void response.writeHead(404).end("no account")) satisfies RequestListener,
      "404",
    ],
    ["hangs up", (request) => request.socket.destroy(), "UND_ERR_SOCKET"],
    ["sends elsewhere", (_request, response) => void response.writeHead(302, { location: "/" }).end(), "redirect"],
    ["gives no token", (_request, response) => void response.end("<html>"), "something else"],
    ["gives a token without an end", (_request, response) => void response.end(token({})), "something else"],
  ] satisfies [string, RequestListener, string][])("says so when the server %s", async (_what, listener, reason) => {
    await metadataThat(listener);
    expect(await ask(anAudience())).toEqual({
      problem: expect.stringMatching(new RegExp(`^The metadata server gave no identity token: .*${reason}`)),
    });
  });

  it("says so when there is no such server", async () => {
    const server = await metadataThat(() => {});
    await server.close();
    expect(await ask(anAudience())).toEqual({ problem: expect.stringContaining("token: ECONNREFUSED") });
  });

  it("says so when there is no answer in time", async () => {
    await metadataThat(() => {});
    const problem = "The metadata server gave no identity token: it did not answer in time";
    expect(await ask(anAudience(), AbortSignal.timeout(100))).toEqual({ problem });
  });

  it("is asked for again after a failure", async () => {
    const audience = anAudience();
    await metadataThat((_request, response) => void response.writeHead(500).end());
    expect(await ask(audience)).toHaveProperty("problem");
    await metadata();
    expect(await ask(audience)).toHaveProperty("token");
  });
});
