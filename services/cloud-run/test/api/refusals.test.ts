import { once } from "node:events";
import http2 from "node:http2";
import { connect } from "node:net";
import { credentials, makeGenericClientConstructor, type ServiceError } from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Api, serveApi } from "../../src/api/index.js";
import type { PlainMessage } from "../../src/plain-message.js";
import { StatusError } from "../../src/status.js";

const SERVICES = "/v2/projects/p/locations/l/services";
const GET = "google.cloud.run.v2.Services.GetService";
let api: Api;
let seen: PlainMessage[] = [];

beforeAll(async () => {
  const handle = async (request: PlainMessage) => {
    seen.push(request);
    return { name: "answered" };
  };
  api = await serveApi({
    handlers: {
      [GET]: handle,
      "google.cloud.run.v2.Services.CreateService": handle,
      "google.cloud.run.v2.Services.UpdateService": handle,
      "google.cloud.run.v2.Services.ListServices": async () => {
        throw new StatusError("ABORTED", "no");
      },
    },
    host: "127.0.0.1",
    port: 0,
  });
});

afterAll(() => api.close());

async function ask(verb: string, path: string, body?: string | Uint8Array<ArrayBuffer>) {
  seen = [];
  const response = await fetch(`http://127.0.0.1:${api.port}${path}`, {
    method: verb,
    ...(body === undefined ? {} : { body }),
  });
  return { code: response.status, body: (await response.json()) as { error?: Record<string, unknown> } };
}

function grpcCall(path: string, message: Buffer): Promise<ServiceError | undefined> {
  const Client = makeGenericClientConstructor({}, "Any");
  const client = new Client(`127.0.0.1:${api.port}`, credentials.createInsecure());
  const asIs = (bytes: Buffer) => bytes;
  return new Promise((resolve) => {
    client.makeUnaryRequest(path, asIs, asIs, message, (error) => {
      client.close();
      resolve(error ?? undefined);
    });
  });
}

const stillServes = async () => {
  expect((await ask("GET", `${SERVICES}/s`)).code).toBe(200);
  expect(await grpcCall("/google.cloud.run.v2.Services/GetService", Buffer.alloc(0))).toBeUndefined();
};

describe("HTTP/JSON", () => {
  it.each([
    ["an unknown path", "GET", "/v2/projects/p/nothing", undefined, 404, "NOT_FOUND"],
    ["the root", "GET", "/", undefined, 404, "NOT_FOUND"],
    ["an operation where only gRPC's own rule has it", "GET", "/v1/operations/o", undefined, 404, "NOT_FOUND"],
    ["a verb that the path has not", "PUT", `${SERVICES}/s`, "{}", 404, "NOT_FOUND"],
    ["an unknown custom verb", "POST", `${SERVICES}/s:explode`, "{}", 404, "NOT_FOUND"],
    ["a method that nobody handles", "DELETE", `${SERVICES}/s`, undefined, 501, "UNIMPLEMENTED"],
    ["what a handler refuses", "GET", SERVICES, undefined, 409, "ABORTED"],
    ["text that is no JSON", "POST", SERVICES, `{"a": b}`, 400, "INVALID_ARGUMENT"],
    ["half of a JSON text", "POST", SERVICES, `{"a": {`, 400, "INVALID_ARGUMENT"],
    ["a JSON text that is no object", "POST", SERVICES, `"a"`, 400, "INVALID_ARGUMENT"],
    ["null for the resource where the path has its name", "PATCH", `${SERVICES}/s`, `[]`, 400, "INVALID_ARGUMENT"],
    ["an unknown field", "POST", SERVICES, `{"__proto__": {"a": 1}}`, 400, "INVALID_ARGUMENT"],
    ["a million brackets", "POST", SERVICES, "[".repeat(1e6), 400, "INVALID_ARGUMENT"],
    ["an unknown parameter", "GET", `${SERVICES}/s?colour=red`, undefined, 400, "INVALID_ARGUMENT"],
    ["a parameter of the wrong type", "GET", `${SERVICES}?pageSize=many`, undefined, 400, "INVALID_ARGUMENT"],
  ])("refuses %s", async (_, verb, path, body, code, status) => {
    const answer = await ask(verb, path, body);
    expect(answer).toMatchObject({ code, body: { error: { code, status, message: expect.any(String) } } });
    expect(seen).toEqual([]);
  });

  it("says which fields are wrong", async () => {
    const { body } = await ask("POST", SERVICES, `{"foo": 1}`);
    const description = `Invalid JSON payload received. Unknown name "foo" at 'service': Cannot find field.`;
    expect(body.error).toEqual({
      code: 400,
      message: description,
      status: "INVALID_ARGUMENT",
      details: [
        { "@type": "type.googleapis.com/google.rpc.BadRequest", fieldViolations: [{ field: "service", description }] },
      ],
    });
  });

  it("takes parameters in either case, and no notice of those of every API", async () => {
    const query = "update_mask=traffic,launchStage&validateOnly=true&alt=json&$alt=json&prettyPrint=false&key=k";
    expect((await ask("PATCH", `${SERVICES}/s?${query}`, `{"name": "other", "traffic": [{"percent": 5}]}`)).code).toBe(
      200,
    );
    expect(seen).toEqual([
      {
        service: { name: "projects/p/locations/l/services/s", traffic: [{ percent: 5 }] },
        updateMask: { paths: ["traffic", "launch_stage"] },
        validateOnly: true,
      },
    ]);
  });

  it("refuses 50 MB by 413, with their length said before or not, and keeps none of it", async () => {
    const before = process.memoryUsage().rss;
    for (let round = 0; round < 4; round += 1) {
      const answer = await ask("POST", SERVICES, new Uint8Array(50e6));
      expect(answer).toMatchObject({ code: 413, body: { error: { code: 413, status: "RESOURCE_EXHAUSTED" } } });
    }
    const piece = new Uint8Array(1e6);
    let left = 50;
    const body = new ReadableStream({
      pull: (stream) => {
        left -= 1;
        if (left < 0) stream.close();
        else stream.enqueue(piece);
      },
    });
    const init = { method: "POST", body, duplex: "half" } as RequestInit;
    expect((await fetch(`http://127.0.0.1:${api.port}${SERVICES}`, init)).status).toBe(413);
    // The client's own 50 MB, which are of this process too, are collected late.
    expect(process.memoryUsage().rss - before).toBeLessThan(300e6);
    await stillServes();
  });
});

describe("gRPC", () => {
  const get = "/google.cloud.run.v2.Services/GetService";

  it.each([
    ["an unknown service", "/google.cloud.run.v9.Services/GetService", Buffer.alloc(0), 12],
    ["an unknown method", "/google.cloud.run.v2.Services/Explode", Buffer.alloc(0), 12],
    ["a method that nobody handles", "/google.cloud.run.v2.Services/DeleteService", Buffer.alloc(0), 12],
    ["bytes that are no message", get, Buffer.from([0x0a, 0xff, 0xff]), 3],
    ["50 MB", get, Buffer.alloc(50e6), 8],
  ])("refuses %s", async (_, path, message, code) => {
    expect(await grpcCall(path, message)).toMatchObject({ code });
    await stillServes();
  });

  it("refuses HTTP/2 that is no gRPC by 415", async () => {
    const session = http2.connect(`http://127.0.0.1:${api.port}`);
    const stream = session.request({ ":path": `${SERVICES}/s` });
    const [headers] = await once(stream, "response");
    expect(headers[":status"]).toBe(415);
    session.destroy();
  });
});

describe("the port", () => {
  it("answers clients whose first bytes come one by one", async () => {
    const socket = connect(api.port, "127.0.0.1").setNoDelay(true);
    await once(socket, "connect");
    for (const letter of `PATCH / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`) {
      await new Promise((resolve) => socket.write(letter, resolve));
    }
    const [answer] = await once(socket, "data");
    expect(String(answer)).toMatch(/^HTTP\/1.1 404 /);
    socket.destroy();
  });

  it.each([
    ["nothing", ""],
    ["noise", "\u0000\u0001\u0002\r\n\r\n"],
    ["half of HTTP/2's preface", "PRI * HT"],
    ["HTTP/2's preface and then noise", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nnoise, noise, noise"],
    ["half of a request", "POST /v2 HTTP/1.1\r\ncontent-length: 100\r\n\r\nabc"],
  ])("lives on after a client that says %s and goes", async (_, text) => {
    const socket = connect(api.port, "127.0.0.1").on("error", () => undefined);
    await once(socket, "connect");
    socket.end(text);
    socket.resume();
    await Promise.race([once(socket, "close"), stillServes()]);
    socket.destroy();
    await stillServes();
  });

  it("is free again after close, with clients still connected", async () => {
    const first = await serveApi({ handlers: {}, host: "127.0.0.1", port: 0 });
    const idle = connect(first.port, "127.0.0.1").on("error", () => undefined);
    const session = http2.connect(`http://127.0.0.1:${first.port}`).on("error", () => undefined);
    await Promise.all([once(idle, "connect"), once(session, "remoteSettings")]);
    await fetch(`http://127.0.0.1:${first.port}/`);
    await first.close();
    const second = await serveApi({ handlers: {}, host: "127.0.0.1", port: first.port });
    expect(second.port).toBe(first.port);
    await second.close();
    session.destroy();
  });

  it("says so where it is taken", async () => {
    await expect(serveApi({ handlers: {}, host: "127.0.0.1", port: api.port })).rejects.toMatchObject({
      code: "EADDRINUSE",
    });
  });
});
