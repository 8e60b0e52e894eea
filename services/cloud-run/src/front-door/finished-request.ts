/** One request that is over, as it is counted and logged. */
export interface FinishedRequest {
  /** Full name of the service: projects/P/locations/L/services/S. */
  readonly service: string;
  /** Full name of the revision that was chosen, whether or not it answered. */
  readonly revision: string;
  /** Undefined where the request came in by the service's own URI. */
  readonly tag: string | undefined;
  readonly method: string;
  /** The path with its query. */
  readonly path: string;
  /** 499: the client went away before an answer had begun. */
  readonly status: number;
  /** `2xx` and so on: the label response_code_class of Cloud Monitoring. */
  readonly responseClass: string;
  readonly latencyMillis: number;
  /** Heads included, as `requestSize` of Cloud Logging's HttpRequest. */
  readonly requestBytes: number;
  readonly responseBytes: number;
  readonly startedAtMillis: number;
}

const CLASSES = ["0xx", "1xx", "2xx", "3xx", "4xx", "5xx"];

/** The class of a status: 404 is of `4xx`. */
export function responseClass(status: number): string {
  return CLASSES[Math.floor(status / 100)] ?? "0xx";
}
