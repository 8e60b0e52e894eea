import { encodeMessage, type Json, messageType, packAny, toJson } from "../protos/index.js";
import { CODES, type CodeName, type StatusError } from "../status.js";

/** HTTP codes of google.rpc.Code. https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto */
const HTTP_CODES: Readonly<Record<CodeName, number>> = {
  OK: 200,
  CANCELLED: 499,
  UNKNOWN: 500,
  INVALID_ARGUMENT: 400,
  DEADLINE_EXCEEDED: 504,
  NOT_FOUND: 404,
  ALREADY_EXISTS: 409,
  PERMISSION_DENIED: 403,
  RESOURCE_EXHAUSTED: 429,
  FAILED_PRECONDITION: 400,
  ABORTED: 409,
  OUT_OF_RANGE: 400,
  UNIMPLEMENTED: 501,
  INTERNAL: 500,
  UNAVAILABLE: 503,
  DATA_LOSS: 500,
  UNAUTHENTICATED: 401,
};

/** What an HTTP client is answered. */
export interface HttpFailure {
  readonly code: number;
  readonly body: Json;
}

/** A failure for an HTTP client. `httpCode` where it is another than the usual one of that status. */
export function httpFailure(error: StatusError, httpCode: number = HTTP_CODES[error.code]): HttpFailure {
  const details = badRequest(error).map((any) => toJson(messageType("google.protobuf.Any"), any));
  const status = { code: httpCode, message: error.message, status: error.code };
  return { code: httpCode, body: { error: details.length === 0 ? status : { ...status, details } } };
}

/** A failure as a google.rpc.Status, for gRPC's `grpc-status-details-bin`. Undefined where there is nothing to add. */
export function statusDetails(error: StatusError): Buffer | undefined {
  const details = badRequest(error);
  if (details.length === 0) return undefined;
  const status = { code: CODES[error.code], message: error.message, details };
  return encodeMessage(messageType("google.rpc.Status"), status);
}

function badRequest({ violations }: StatusError): ReturnType<typeof packAny>[] {
  if (violations.length === 0) return [];
  return [packAny("google.rpc.BadRequest", { fieldViolations: violations.map((violation) => ({ ...violation })) })];
}
