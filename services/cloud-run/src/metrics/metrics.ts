import type { FinishedRequest } from "../front-door/index.js";
import type { Handler } from "../plain-message.js";
import type { Clock } from "../ports.js";
import { Distribution } from "./distribution.js";
import { listTimeSeries } from "./list-time-series.js";
import { prometheusText } from "./prometheus.js";
import { INSTANCE_COUNT, MINUTE_MILLIS, REQUEST_COUNT, REQUEST_LATENCIES, SeriesStore } from "./series.js";

/** What is measured of revisions, in the form of Cloud Monitoring. */
export interface Metrics {
  /** Counts a request in the minute in which it ended. */
  record(request: FinishedRequest): void;
  /** Notes how many instances a revision (by its full name) has; the latest of a minute counts. */
  recordInstances(revision: string, count: { readonly active: number; readonly idle: number }): void;
  /** Points whose minute ended less than this ago are not there yet. */
  setIngestionDelay(millis: number): void;
  /** google.monitoring.v3.MetricService.ListTimeSeries. */
  readonly listTimeSeries: Handler;
  prometheusText(): string;
}

/** Keeps one point a minute of every series, for 24 hours. */
export function createMetrics({
  clock,
  ingestionDelayMillis = 0,
}: {
  readonly clock: Clock;
  readonly ingestionDelayMillis?: number;
}): Metrics {
  const store = new SeriesStore();
  let delayMillis = ingestionDelayMillis;
  const minuteNow = (): number => {
    const minute = Math.floor(clock.nowMillis() / MINUTE_MILLIS);
    store.prune(minute);
    return minute;
  };
  return {
    record({ revision, status, responseClass, latencyMillis }) {
      const minute = minuteNow();
      const labels = { response_code: String(status), response_code_class: responseClass };
      const count = store.of(REQUEST_COUNT, revision, labels);
      count.points.set(minute, ((count.points.get(minute) as number | undefined) ?? 0) + 1);
      count.total = (count.total as number) + 1;
      const latencies = store.of(REQUEST_LATENCIES, revision, labels);
      let spread = latencies.points.get(minute) as Distribution | undefined;
      if (spread === undefined) {
        spread = new Distribution();
        latencies.points.set(minute, spread);
      }
      spread.add(latencyMillis);
      (latencies.total as Distribution).add(latencyMillis);
    },
    recordInstances(revision, count) {
      const minute = minuteNow();
      for (const state of ["active", "idle"] as const) {
        const series = store.of(INSTANCE_COUNT, revision, { state });
        series.points.set(minute, count[state]);
        series.total = count[state];
      }
    },
    setIngestionDelay(millis) {
      delayMillis = millis;
    },
    async listTimeSeries(request) {
      minuteNow();
      return listTimeSeries(store, clock, delayMillis, request);
    },
    prometheusText: () => prometheusText(store.values()),
  };
}
