import * as grpc from "@grpc/grpc-js";
import type { Handlers } from "../plain-message.js";
import { type ApiMethod, decodeMessage, encodeMessage, METHODS } from "../protos/index.js";
import { CODES, StatusError } from "../status.js";
import { call, type Log } from "./call.js";
import { MAX_BODY_BYTES } from "./limits.js";
import { statusDetails } from "./status-forms.js";

/** Bytes as they are: they are decoded by the handler, which can say by which code they are refused. */
const asIs = (bytes: Buffer): Buffer => bytes;

/** gRPC's trailers share the limit of headers, which is 8 KiB for many clients. */
const MAX_DETAILS_BYTES = 3072;
const MAX_MESSAGE_CHARACTERS = 1024;

/** A gRPC server of all methods, which is given its connections. */
export function grpcServer(handlers: Handlers, log: Log): grpc.Server {
  const server = new grpc.Server({
    "grpc.max_receive_message_length": MAX_BODY_BYTES,
    "grpc.max_send_message_length": -1,
  });
  for (const [, methods] of byService()) {
    server.addService(
      Object.fromEntries(methods.map((method) => [method.name, definition(method)])),
      Object.fromEntries(methods.map((method) => [method.name, unary(method, handlers, log)])),
    );
  }
  return server;
}

function byService(): Map<string, ApiMethod[]> {
  const services = new Map<string, ApiMethod[]>();
  for (const method of METHODS) services.set(method.service, [...(services.get(method.service) ?? []), method]);
  return services;
}

function definition(method: ApiMethod): grpc.MethodDefinition<Buffer, Buffer> {
  return {
    path: method.grpcPath,
    requestStream: false,
    responseStream: false,
    requestSerialize: asIs,
    requestDeserialize: asIs,
    responseSerialize: asIs,
    responseDeserialize: asIs,
  };
}

function unary(method: ApiMethod, handlers: Handlers, log: Log): grpc.handleUnaryCall<Buffer, Buffer> {
  return ({ request }, callback) => {
    call(
      { handlers, method, log },
      () => decodeMessage(method.requestType, request),
      (response) => encodeMessage(method.responseType, response),
    ).then(
      (answer) => callback(null, answer),
      (error: unknown) => callback(serviceError(error)),
    );
  };
}

function serviceError(error: unknown): Partial<grpc.StatusObject> {
  const status = error instanceof StatusError ? error : new StatusError("INTERNAL", "Internal error encountered.");
  const metadata = new grpc.Metadata();
  const details = statusDetails(status);
  if (details !== undefined && details.length <= MAX_DETAILS_BYTES) metadata.set("grpc-status-details-bin", details);
  return { code: CODES[status.code], details: status.message.slice(0, MAX_MESSAGE_CHARACTERS), metadata };
}
