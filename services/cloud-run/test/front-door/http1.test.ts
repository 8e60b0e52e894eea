import { createHash } from "node:crypto";
import { once } from "node:events";
import { request } from "node:http";
import { connect, createServer } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HOST, raw, revision, send, startDoor, type TestDoor, until } from "./fixture.js";

let door: TestDoor;
beforeEach(async () => {
  door = await startDoor();
});
afterEach(async () => {
  await door.stop();
  expect(door.leases.released).toBe(door.leases.taken);
});

describe("a request over HTTP/1.1", () => {
  it("reaches the container with its host, forwarded and trace headers, without those for one hop", async () => {
    await door.backend("one", (got, response) => response.end(JSON.stringify(got.headers)));
    door.route({ one: 100 });
    const headers = { "x-forwarded-for": "192.0.2.1", "x-own": "yes", connection: "x-own" };
    const { body } = await send(`${door.uri}/a?b=c`, { headers });
    const got = JSON.parse(body);
    expect(got).toMatchObject({
      host: `${HOST}:${door.port}`,
      "x-forwarded-for": `192.0.2.1, ${HOST}`,
      "x-forwarded-proto": "http",
      traceparent: expect.stringMatching(/^00-[\da-f]{32}-[\da-f]{16}-00$/),
      "x-cloud-trace-context": expect.stringMatching(/^[\da-f]{32}\/\d+$/),
    });
    expect(got["x-own"]).toBeUndefined();
    expect(got.traceparent.slice(3, 35)).toBe(got["x-cloud-trace-context"].slice(0, 32));
  });

  it("is reported once", async () => {
    await door.backend("one", (_, response) => response.writeHead(404).end("none"));
    door.route({ one: 100 }, { tag: "green" });
    await send(`${door.uri}/a?b`, { method: "POST", body: "hello" });
    await until(() => door.requests.length > 0);
    expect(door.requests).toEqual([
      expect.objectContaining({
        revision: revision("one"),
        tag: "green",
        method: "POST",
        path: "/a?b",
        status: 404,
        responseClass: "4xx",
      }),
    ]);
  });

  it("carries bodies of megabytes both ways, chunked or with a length, with trailers", async () => {
    await door.backend("one", (got, response) => {
      response.writeHead(200, { Trailer: "x-sum", "x-framing": got.headers["transfer-encoding"] ?? "length" });
      const hash = createHash("sha256");
      got.on("data", (part) => hash.update(part));
      got.pipe(response, { end: false });
      got.on("end", () => {
        response.addTrailers({ "x-sum": hash.digest("hex") });
        response.end();
      });
    });
    door.route({ one: 100 });
    const body = Buffer.alloc(5_000_000, "slipway ");
    const sum = createHash("sha256").update(body).digest("hex");
    for (const [headers, framing] of [
      [{ "transfer-encoding": "chunked" }, "chunked"],
      [{ "content-length": String(body.length) }, "length"],
    ] as const) {
      const got = await send(door.uri, { method: "POST", headers, body });
      expect([got.body.length, got.trailers["x-sum"], got.headers["x-framing"]]).toEqual([body.length, sum, framing]);
    }
  });

  it("may come in a row on one connection, pipelined, with HEAD and 204 among them", async () => {
    await door.backend("one", (got, response) => {
      if (got.url === "/none") response.writeHead(204).end();
      else response.end(got.url);
    });
    door.route({ one: 100 });
    const head = (method: string, path: string, more = "") => `${method} ${path} HTTP/1.1\r\nHost: a\r\n${more}\r\n`;
    const text =
      head("GET", "/1") + head("HEAD", "/two") + head("GET", "/none") + head("GET", "/4", "Connection: close\r\n");
    const got = await raw(door.port, text);
    expect(got.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 200", "HTTP/1.1 200", "HTTP/1.1 204", "HTTP/1.1 200"]);
    expect(got).toMatch(/\r\n\r\n\/1HTTP[\s\S]*\r\n\r\nHTTP[\s\S]*\r\n\r\nHTTP[\s\S]*\r\n\r\n\/4$/);
  });

  it("is answered to a client of HTTP/1.0 without chunks", async () => {
    await door.backend("one", (_, response) => {
      response.write("hel");
      response.end("lo");
    });
    door.route({ one: 100 });
    expect(await raw(door.port, "GET / HTTP/1.0\r\n\r\n")).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*\r\n\r\nhello$/);
  });

  it("waits for 100 Continue where it expects that", async () => {
    const server = await door.backend("one", () => {});
    server.on("checkContinue", (got, response) => {
      response.writeContinue();
      got.pipe(response);
    });
    door.route({ one: 100 });
    const sent = request(door.uri, { method: "POST", headers: { Expect: "100-continue", "Content-Length": "2" } });
    sent.flushHeaders();
    await once(sent, "continue");
    sent.end("ok");
    const [response] = await once(sent, "response");
    expect((await response.toArray()).join("")).toBe("ok");
  });

  it("becomes a tunnel where the container agrees to another protocol", async () => {
    const server = await door.backend("one", () => {});
    server.on("upgrade", (got, socket) => {
      const accept = createHash("sha1").update(
        `${got.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`,
      );
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept.digest("base64")}\r\n\r\n`,
      );
      socket.pipe(socket);
    });
    door.route({ one: 100 });
    const key = "dGhlIHNhbXBsZSBub25jZQ==";
    const head = `GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`;
    const frame = "\x81\x85\x01\x02\x03\x04igohn";
    const got = await raw(door.port, head + frame, (text) => text.endsWith(frame));
    expect(got).toMatch(/^HTTP\/1\.1 101 .*[\s\S]*Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK\+xOo=/);
    await until(() => door.requests.length === 1);
    expect(door.requests[0]?.status).toBe(101);
  });
});

describe("a side that does not read", () => {
  it("holds up the other, so that nothing piles up between them", async () => {
    const part = Buffer.alloc(1024 * 1024);
    let written = 0;
    let isHeldUp = false;
    await door.backend("one", (_, response) => {
      const more = (): void => {
        while (written < 200 && response.write(part)) written += 1;
        isHeldUp = true;
        response.once("drain", () => {
          isHeldUp = false;
          written += 1;
          more();
        });
      };
      more();
    });
    door.route({ one: 100 });
    const socket = connect(door.port, HOST, () => socket.pause().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
    await until(() => isHeldUp);
    let before = -1;
    while (before !== written) {
      before = written;
      for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(written).toBeLessThan(50);
    socket.destroy();
    await until(() => door.requests.length === 1);
  });
});

describe("what goes wrong", () => {
  it.each([
    ["two lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"],
    ["lengths that differ", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"],
    ["a space before a colon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n"],
    ["a folded line", "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n"],
    ["a bare line feed", "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n"],
    ["no host", "GET / HTTP/1.1\r\n\r\n"],
    ["another encoding", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n"],
    ["a chunk that is none", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"],
  ])("refuses %s", async (_, text) => {
    await door.backend("one", () => {});
    door.route({ one: 100 });
    expect(await raw(door.port, text)).toMatch(/^HTTP\/1\.1 400 /);
  });

  it("refuses a head that is too large", async () => {
    door.route({ one: 100 });
    const text = `GET / HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(70_000)}`;
    expect(await raw(door.port, text)).toMatch(/^HTTP\/1\.1 431 /);
  });

  it("answers 504 at the time limit, in Cloud Run's words", async () => {
    await door.backend("one", () => {});
    door.route({ one: 100 }, { timeoutMillis: 40 });
    expect(await send(door.uri)).toMatchObject({ status: 504, body: "upstream request timeout" });
    expect(door.requests).toMatchObject([{ status: 504 }]);
  });

  it("answers 429 where no instance can be had, and 503 where it does not answer", async () => {
    door.route({ none: 100 });
    expect(await send(door.uri)).toMatchObject({ status: 429, body: "Rate exceeded." });
    const server = createServer((socket) => socket.destroy());
    door.ports.set(revision("cut"), await door.listen(server));
    door.route({ cut: 100 });
    expect(await send(door.uri)).toMatchObject({
      status: 503,
      body: expect.stringContaining("connection termination"),
    });
    await new Promise((resolve) => server.close(resolve));
    expect(await send(door.uri)).toMatchObject({ status: 503, body: expect.stringContaining("connection failure") });
  });

  it("answers 502 to what is no HTTP", async () => {
    const server = createServer((socket) =>
      socket
        .resume()
        .on("error", () => {})
        .end("SSH-2.0-none\r\n\r\n"),
    );
    door.onStop(() => new Promise((resolve) => server.close(resolve)));
    door.ports.set(revision("ssh"), await door.listen(server));
    door.route({ ssh: 100 });
    expect((await send(door.uri)).status).toBe(502);
  });

  it("cuts the client off where the container breaks off, so that no part counts as the whole", async () => {
    await door.backend("one", (_, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("some", () => response.destroy());
    });
    door.route({ one: 100 });
    await expect(send(door.uri)).rejects.toThrow();
  });

  it("tells the container that the client has gone, and whoever starts an instance for it", async () => {
    let isClosed = false;
    const server = await door.backend("one", (_, response) => {
      response.on("close", () => {
        isClosed = true;
      });
    });
    door.route({ one: 100 });
    const socket = connect(door.port, HOST, () => socket.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
    await once(server, "request");
    socket.destroy();
    await until(() => isClosed && door.requests.length === 1);
    expect(door.requests[0]?.status).toBe(499);
    door.held.add(revision("cold"));
    door.route({ cold: 100 });
    const other = connect(door.port, HOST, () =>
      other.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n", () => other.destroy()),
    );
    await until(() => door.aborted.length === 1);
  });

  it("answers 404 where nothing is routed", async () => {
    expect((await send(door.uri)).status).toBe(404);
  });
});
