import { StatusError } from "../status.js";

/** What the front door itself answers, where the container does not. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

/**
 * The texts that Cloud Run's front ends send, most of them Envoy's.
 * https://cloud.google.com/run/docs/troubleshooting, https://github.com/envoyproxy/envoy (local replies)
 */
export const ANSWERS = {
  badRequest: { status: 400, text: "Bad Request" },
  notFound: { status: 404, text: "The requested URL was not found on this server." },
  notAllowed: { status: 405, text: "Method Not Allowed" },
  headTimeout: { status: 408, text: "Request Timeout" },
  headTooLarge: { status: 431, text: "Request Header Fields Too Large" },
  noInstance: { status: 429, text: "Rate exceeded." },
  internal: { status: 500, text: "Internal Server Error" },
  unavailable: { status: 503, text: "Service Unavailable" },
  malformed: {
    status: 502,
    text: "upstream connect error or disconnect/reset before headers. reset reason: protocol error",
  },
  notConnected: {
    status: 503,
    text: "upstream connect error or disconnect/reset before headers. reset reason: connection failure",
  },
  cutOff: {
    status: 503,
    text: "upstream connect error or disconnect/reset before headers. reset reason: connection termination",
  },
  timeout: { status: 504, text: "upstream request timeout" },
} as const satisfies Record<string, Answer>;

/** The status that is recorded for a client that went away before an answer had begun. */
export const CLIENT_GONE = 499;

/** What a client is told where no instance can be had. */
export function answerToRefusal(error: unknown): Answer {
  if (!(error instanceof StatusError)) return ANSWERS.internal;
  if (error.code === "RESOURCE_EXHAUSTED") return ANSWERS.noInstance;
  if (error.code === "DEADLINE_EXCEEDED") return ANSWERS.timeout;
  return error.code === "INTERNAL" ? ANSWERS.internal : ANSWERS.unavailable;
}

const GRPC: Readonly<Record<number, number>> = {
  400: 13,
  401: 16,
  403: 7,
  404: 12,
  429: 14,
  502: 14,
  503: 14,
  504: 14,
};

/** The grpc-status for a status of HTTP. https://github.com/grpc/grpc/blob/master/doc/http-grpc-status-mapping.md */
export function grpcStatusOf(status: number): number {
  return GRPC[status] ?? 2;
}
