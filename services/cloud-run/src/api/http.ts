import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Handlers } from "../plain-message.js";
import { fromJson, type JsonForm, toJson } from "../protos/index.js";
import { StatusError } from "../status.js";
import { readBody } from "./body.js";
import { call, type Log } from "./call.js";
import { matchMethod, requestJson } from "./http-message.js";
import { IDLE_MILLIS, MAX_BODY_BYTES } from "./limits.js";
import { httpFailure } from "./status-forms.js";

/** A server of the HTTP/JSON form, which is given its connections. */
export function httpServer(handlers: Handlers, log: Log): Server {
  const server = createServer((request, response) => {
    answer(request, { handlers, log }).then(
      ({ code, body }) => send(response, code, body),
      () => response.destroy(),
    );
  });
  server.timeout = IDLE_MILLIS;
  return server;
}

interface Answer {
  readonly code: number;
  readonly body: unknown;
}

/** Answers whatever is asked. Rejects only where the client went away. */
async function answer(
  request: IncomingMessage,
  { handlers, log }: { readonly handlers: Handlers; readonly log: Log },
): Promise<Answer> {
  const body = await readBody(request);
  if (body.kind === "too-long") {
    const message = `Request payload size exceeds the limit: ${MAX_BODY_BYTES} bytes.`;
    return httpFailure(new StatusError("RESOURCE_EXHAUSTED", message), 413);
  }
  try {
    const [path = "", ...query] = (request.url ?? "").split("?");
    const matched = matchMethod(request.method ?? "", path);
    if (matched === undefined) return httpFailure(new StatusError("NOT_FOUND", "Method not found."));
    const { method } = matched;
    const parameters = new URLSearchParams(query.join("?"));
    const json = await call(
      { handlers, method, log },
      () => fromJson(method.requestType, requestJson(matched, parameters, body.text)),
      (response) => toJson(method.responseType, response, jsonForm(parameters)),
    );
    return { code: 200, body: json };
  } catch (error) {
    if (error instanceof StatusError) return httpFailure(error);
    log("a request failed", error);
    return httpFailure(new StatusError("INTERNAL", "Internal error encountered."));
  }
}

function jsonForm(parameters: URLSearchParams): JsonForm {
  const alt = parameters.get("$alt") ?? parameters.get("alt") ?? "";
  return { hasNumericEnums: /;\s*enum-encoding=int/.test(alt) };
}

function send(response: ServerResponse, code: number, body: unknown): void {
  const text = `${JSON.stringify(body, undefined, 2)}\n`;
  response.writeHead(code, {
    "content-type": "application/json; charset=UTF-8",
    "content-length": Buffer.byteLength(text),
  });
  response.end(text);
}
