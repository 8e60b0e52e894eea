import { once } from "node:events";
import { type ClientHttp2Session, connect, createServer } from "node:http2";
import { Client, credentials, Server, ServerCredentials, type ServerDuplexStream } from "@grpc/grpc-js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HOST, revision, send, startDoor, type TestDoor, until } from "./fixture.js";

let door: TestDoor;
let session: ClientHttp2Session;
beforeEach(async () => {
  door = await startDoor();
  session = connect(door.uri);
});
afterEach(async () => {
  session.destroy();
  await door.stop();
  expect(door.leases.released).toBe(door.leases.taken);
});

async function over2(headers: Record<string, string>, body?: string) {
  const stream = session.request(headers);
  stream.end(body);
  const [got] = await once(stream, "response");
  stream.setEncoding("utf8");
  let text = "";
  for await (const part of stream) text += part;
  return { status: got[":status"], headers: got, body: text };
}

describe("HTTP/2 without TLS from clients", () => {
  it("reaches containers that speak HTTP/1.1, on the same port", async () => {
    await door.backend("one", async (got, response) => {
      response.end(`${got.method} ${got.url} ${got.headers.host} ${(await got.toArray()).join("")}`);
    });
    door.route({ one: 100 });
    const { status, body } = await over2({ ":method": "POST", ":path": "/x" }, "hello");
    expect([status, body]).toEqual([200, `POST /x ${HOST}:${door.port} hello`]);
    expect((await over2({ ":path": "/y" })).body).toBe(`GET /y ${HOST}:${door.port} `);
    expect((await send(door.uri)).status).toBe(200);
    await until(() => door.requests.length === 3);
  });

  it("is held to the time limit", async () => {
    await door.backend("one", () => {});
    door.route({ one: 100 }, { timeoutMillis: 40 });
    expect(await over2({ ":path": "/" })).toMatchObject({ status: 504, body: "upstream request timeout" });
  });
});

describe("HTTP/2 without TLS to containers", () => {
  it("carries requests of both versions, with bodies and trailers", async () => {
    const server = createServer((got, response) => {
      response.writeHead(200, { "x-version": got.httpVersion });
      response.addTrailers({ "x-end": "yes" });
      got.pipe(response);
    });
    door.ports.set(revision("two"), await door.listen(server));
    door.route({ two: 100 }, { isH2c: true });
    const got = await send(door.uri, { method: "POST", body: "old" });
    expect([got.body, got.headers["x-version"], got.trailers["x-end"]]).toEqual(["old", "2.0", "yes"]);
    expect((await over2({ ":method": "POST", ":path": "/" }, "new")).body).toBe("new");
    await door.door.close();
    await new Promise((resolve) => server.close(resolve));
  });

  it("streams gRPC both ways, and passes on its status", async () => {
    const server = new Server();
    const same = (bytes: Buffer): Buffer => bytes;
    const form = {
      requestStream: true,
      responseStream: true,
      requestSerialize: same,
      requestDeserialize: same,
      responseSerialize: same,
      responseDeserialize: same,
    };
    server.addService(
      { echo: { path: "/test.Echo/Echo", ...form } },
      {
        echo: (call: ServerDuplexStream<Buffer, Buffer>) => {
          call.on("data", (bytes: Buffer) => call.write(bytes));
          call.on("end", () => call.emit("error", { code: 9, details: "no more" }));
        },
      },
    );
    const port = await new Promise<number>((resolve, reject) => {
      server.bindAsync(`${HOST}:0`, ServerCredentials.createInsecure(), (error, bound) =>
        error ? reject(error) : resolve(bound),
      );
    });
    door.ports.set(revision("grpc"), port);
    door.route({ grpc: 100 }, { isH2c: true });
    const client = new Client(`${HOST}:${door.port}`, credentials.createInsecure());
    const call = client.makeBidiStreamRequest("/test.Echo/Echo", same, same);
    for (const word of ["one", "two", "three"]) {
      call.write(Buffer.from(word));
      const [echoed] = await once(call, "data");
      expect(String(echoed)).toBe(word);
    }
    call.end();
    const [error] = await once(call, "error");
    expect(error).toMatchObject({ code: 9, details: "no more" });
    door.route({ none: 100 }, { isH2c: true });
    const refused = client.makeBidiStreamRequest("/test.Echo/Echo", same, same);
    expect((await once(refused.resume(), "error"))[0]).toMatchObject({ code: 14, details: "Rate exceeded." });
    client.close();
    server.forceShutdown();
  });
});
