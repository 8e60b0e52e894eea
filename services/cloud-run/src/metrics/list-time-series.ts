import type { PlainMessage } from "../plain-message.js";
import type { Clock } from "../ports.js";
import { StatusError } from "../status.js";
import { type Answered, align, asAnswered, readAggregation, reduce } from "./aggregation.js";
import { Distribution } from "./distribution.js";
import { parseFilter } from "./filter.js";
import { METRICS, MINUTE_MILLIS, RESOURCE_TYPE, type SeriesStore } from "./series.js";

const MAX_PAGE_SIZE = 100_000;

/** Answers google.monitoring.v3.MetricService.ListTimeSeries. */
export function listTimeSeries(
  store: SeriesStore,
  clock: Clock,
  delayMillis: number,
  request: PlainMessage,
): PlainMessage {
  const [, project] = /^projects\/([^/]+)$/.exec(String(request["name"] ?? "")) ?? [];
  if (project === undefined) {
    throw new StatusError(
      "INVALID_ARGUMENT",
      `Field name had an invalid value of "${request["name"] ?? ""}": must be a project.`,
    );
  }
  const filter = parseFilter(String(request["filter"] ?? ""));
  const interval = request["interval"] as PlainMessage | undefined;
  const endMillis = millisOf(interval?.["endTime"]);
  if (endMillis === undefined) throw new StatusError("INVALID_ARGUMENT", "Field interval.endTime is required.");
  const startMillis = millisOf(interval?.["startTime"]) ?? endMillis - MINUTE_MILLIS;
  if (startMillis > endMillis) {
    throw new StatusError(
      "INVALID_ARGUMENT",
      "Field interval had an invalid value: the start must not be after the end.",
    );
  }
  const aggregation = readAggregation(request["aggregation"] as PlainMessage | undefined);
  const newestMillis = Math.min(endMillis, clock.nowMillis() - delayMillis);
  let found: Answered[] = [];
  for (const series of store.values()) {
    if (series.resourceLabels["project_id"] !== project || !filter(series)) continue;
    const points = [...series.points]
      .map(([minute, value]) => ({ endMillis: (minute + 1) * MINUTE_MILLIS, lengthMillis: MINUTE_MILLIS, value }))
      .filter(({ endMillis: end }) => end > startMillis && end <= newestMillis)
      .sort((one, other) => other.endMillis - one.endMillis);
    if (points.length > 0) found.push(asAnswered(series, points));
  }
  if (aggregation !== undefined) {
    found = reduce(
      found.map((series) => align(series, aggregation, endMillis)),
      aggregation,
    );
  }
  const isHeaders = request["view"] === "HEADERS";
  const { page, nextPageToken } = paged(found, request, isHeaders);
  const answer: PlainMessage = { timeSeries: page.map((series) => toMessage(series, isHeaders)) };
  if (nextPageToken !== undefined) answer["nextPageToken"] = nextPageToken;
  return answer;
}

/** A page has as many points as asked for, and with headers alone as many series; a series is not torn apart. */
function paged(found: readonly Answered[], request: PlainMessage, isHeaders: boolean) {
  const asked = Number(request["pageSize"] ?? 0);
  if (asked < 0) throw new StatusError("INVALID_ARGUMENT", `Field pageSize had an invalid value of "${asked}".`);
  const size = asked === 0 ? MAX_PAGE_SIZE : Math.min(asked, MAX_PAGE_SIZE);
  const token = String(request["pageToken"] ?? "");
  const from = token === "" ? 0 : Number(Buffer.from(token, "base64url").toString());
  if (!Number.isInteger(from) || from < 0)
    throw new StatusError("INVALID_ARGUMENT", "Field pageToken had an invalid value.");
  let until = from;
  for (let count = 0; until < found.length && count < size; until += 1) {
    count += isHeaders ? 1 : (found[until]?.points.length ?? 0);
  }
  const nextPageToken = until < found.length ? Buffer.from(String(until)).toString("base64url") : undefined;
  return { page: found.slice(from, until), nextPageToken };
}

function toMessage(series: Answered, isHeaders: boolean): PlainMessage {
  return {
    metric: { type: series.metric, labels: series.metricLabels },
    resource: { type: RESOURCE_TYPE, labels: series.resourceLabels },
    metricKind: series.kind,
    valueType: series.valueType,
    unit: METRICS[series.metric]?.unit ?? "1",
    points: isHeaders
      ? []
      : series.points.map(({ endMillis, lengthMillis, value }) => ({
          // The time of a gauge is a moment.
          interval: {
            startTime: timestamp(series.kind === "GAUGE" ? endMillis : endMillis - lengthMillis),
            endTime: timestamp(endMillis),
          },
          value:
            value instanceof Distribution
              ? { distributionValue: value.toMessage() }
              : series.valueType === "INT64"
                ? { int64Value: String(value) }
                : { doubleValue: value },
        })),
  };
}

function timestamp(millis: number): PlainMessage {
  return { seconds: String(Math.floor(millis / 1000)), nanos: Math.round((millis % 1000) * 1e6) };
}

function millisOf(value: unknown): number | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { seconds = 0, nanos = 0 } = value as PlainMessage;
  return Number(seconds) * 1000 + Number(nanos) / 1e6;
}
