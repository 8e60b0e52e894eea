import { Distribution } from "./distribution.js";

export const REQUEST_COUNT = "run.googleapis.com/request_count";
export const REQUEST_LATENCIES = "run.googleapis.com/request_latencies";
export const INSTANCE_COUNT = "run.googleapis.com/container/instance_count";
export const RESOURCE_TYPE = "cloud_run_revision";

export const MINUTE_MILLIS = 60_000;
/** How long points are kept. Google keeps them for weeks. */
const KEPT_MINUTES = 24 * 60;

export type Labels = Readonly<Record<string, string>>;
export type Value = number | Distribution;

/** What a metric is, of google.api.MetricDescriptor. */
export const METRICS: Readonly<
  Record<
    string,
    { readonly kind: "DELTA" | "GAUGE"; readonly valueType: "INT64" | "DISTRIBUTION"; readonly unit: string }
  >
> = {
  [REQUEST_COUNT]: { kind: "DELTA", valueType: "INT64", unit: "1" },
  [REQUEST_LATENCIES]: { kind: "DELTA", valueType: "DISTRIBUTION", unit: "ms" },
  [INSTANCE_COUNT]: { kind: "GAUGE", valueType: "INT64", unit: "1" },
};

/** One series: a metric with its labels, of one revision. */
export interface Series {
  readonly metric: string;
  readonly metricLabels: Labels;
  readonly resourceLabels: Labels;
  /** Values by the minute, counted from the epoch, that they belong to. */
  readonly points: Map<number, Value>;
  /** Everything since the series began; of a gauge, the latest. */
  total: Value;
}

const REVISION = /^projects\/([^/]+)\/locations\/([^/]+)\/services\/([^/]+)\/revisions\/([^/]+)$/;

/** The labels of resource cloud_run_revision for a revision's full name. */
export function resourceLabels(revision: string): Labels {
  const [, project = "", location = "", service = "", name = revision] = REVISION.exec(revision) ?? [];
  return {
    project_id: project,
    location,
    service_name: service,
    // A service's configuration has the service's name.
    configuration_name: service,
    revision_name: name,
  };
}

/** All series, in memory, for as long as points are kept. */
export class SeriesStore {
  readonly #series = new Map<string, Series>();
  #prunedMinute = 0;

  values(): Iterable<Series> {
    return this.#series.values();
  }

  of(metric: string, revision: string, metricLabels: Labels): Series {
    const key = `${metric} ${revision} ${Object.values(metricLabels).join(" ")}`;
    let series = this.#series.get(key);
    if (series === undefined) {
      const total = METRICS[metric]?.valueType === "DISTRIBUTION" ? new Distribution() : 0;
      series = { metric, metricLabels, resourceLabels: resourceLabels(revision), points: new Map(), total };
      this.#series.set(key, series);
    }
    return series;
  }

  /** Drops what is too old: points, and series that have none left. */
  prune(minute: number): void {
    if (minute <= this.#prunedMinute) return;
    this.#prunedMinute = minute;
    for (const [key, { points }] of this.#series) {
      for (const point of points.keys()) if (point < minute - KEPT_MINUTES) points.delete(point);
      if (points.size === 0) this.#series.delete(key);
    }
  }
}
