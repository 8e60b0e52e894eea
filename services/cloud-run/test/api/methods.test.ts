import { credentials, makeGenericClientConstructor } from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Api, serveApi } from "../../src/api/index.js";
import type { Handlers, PlainMessage } from "../../src/plain-message.js";
import { decodeMessage, encodeMessage, METHODS, toJson } from "../../src/protos/index.js";
import { httpSample, sample } from "./sample.js";

const seen: { method: string; request: PlainMessage }[] = [];

const handlers: Handlers = Object.fromEntries(
  METHODS.map(({ fullName, responseType }) => [
    fullName,
    async (request: PlainMessage) => {
      seen.push({ method: fullName, request });
      return sample(responseType);
    },
  ]),
);

let api: Api;
const faults: unknown[] = [];

beforeAll(async () => {
  api = await serveApi({ handlers, host: "127.0.0.1", port: 0, log: (...fault) => faults.push(fault) });
});

afterAll(async () => {
  await api.close();
  expect(faults).toEqual([]);
});

describe.each(METHODS.map((method) => [method.fullName, method] as const))("%s", (fullName, method) => {
  it("is reached by gRPC, and its answer comes back", async () => {
    const asIs = (bytes: Buffer) => bytes;
    const Client = makeGenericClientConstructor({}, "Any");
    const client = new Client(`127.0.0.1:${api.port}`, credentials.createInsecure());
    const request = sample(method.requestType);
    const answer = await new Promise<Buffer | undefined>((resolve, reject) => {
      const bytes = encodeMessage(method.requestType, request);
      client.makeUnaryRequest(method.grpcPath, asIs, asIs, bytes, (error, value) =>
        error === null ? resolve(value) : reject(error),
      );
    });
    client.close();
    expect(seen.splice(0)).toEqual([{ method: fullName, request }]);
    expect(decodeMessage(method.responseType, answer ?? Buffer.alloc(0))).toEqual(sample(method.responseType));
  });

  it.each(method.bindings.map((binding) => [binding.verb, binding.template, binding] as const))(
    "is reached by %s %s, and its answer comes back",
    async (verb, _, binding) => {
      const { path, body, request } = httpSample(method, binding);
      const init = { method: verb, ...(body === undefined ? {} : { body }) };
      const response = await fetch(`http://127.0.0.1:${api.port}${path}`, init);
      expect(await response.json()).toEqual(toJson(method.responseType, sample(method.responseType)));
      expect(response.status).toBe(200);
      expect(seen.splice(0)).toEqual([{ method: fullName, request }]);
    },
  );
});
