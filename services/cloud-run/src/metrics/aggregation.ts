import type { PlainMessage } from "../plain-message.js";
import { StatusError } from "../status.js";
import { Distribution } from "./distribution.js";
import { labelReader } from "./filter.js";
import { type Labels, METRICS, MINUTE_MILLIS, type Series, type Value } from "./series.js";

/** A point: the end of its time, and how long that is. */
export interface Point {
  readonly endMillis: number;
  readonly lengthMillis: number;
  readonly value: Value;
}

/** A series as it is answered. */
export interface Answered {
  readonly metric: string;
  readonly metricLabels: Labels;
  readonly resourceLabels: Labels;
  readonly kind: "DELTA" | "GAUGE";
  readonly valueType: "INT64" | "DOUBLE" | "DISTRIBUTION";
  readonly points: readonly Point[];
}

/** google.monitoring.v3.Aggregation, read. */
export interface Aggregation {
  readonly aligner: string;
  readonly reducer: string;
  readonly periodMillis: number;
  readonly groupBy: readonly string[];
}

const numbers = (values: readonly Value[]): number[] =>
  values.map((value) => (typeof value === "number" ? value : value.count));
const sum = (values: readonly Value[]): number => numbers(values).reduce((total, value) => total + value, 0);

function merged(values: readonly Value[]): Distribution {
  const all = new Distribution();
  for (const value of values) if (value instanceof Distribution) all.merge(value);
  return all;
}

function total(values: readonly Value[]): Value {
  return values[0] instanceof Distribution ? merged(values) : sum(values);
}

const FOLDS: Readonly<Record<string, (values: readonly Value[]) => Value>> = {
  SUM: total,
  MEAN: (values) => (values[0] instanceof Distribution ? merged(values).mean : sum(values) / values.length),
  MIN: (values) => Math.min(...numbers(values)),
  MAX: (values) => Math.max(...numbers(values)),
  COUNT: (values) => values.length,
  PERCENTILE_50: (values) => merged(values).percentile(50),
  PERCENTILE_95: (values) => merged(values).percentile(95),
  PERCENTILE_99: (values) => merged(values).percentile(99),
};
const OF_DISTRIBUTIONS = /PERCENTILE/;

/** Reads the field `aggregation` of a request; undefined where it asks for nothing. */
export function readAggregation(message: PlainMessage | undefined): Aggregation | undefined {
  const aligner = String(message?.["perSeriesAligner"] ?? "ALIGN_NONE");
  const reducer = String(message?.["crossSeriesReducer"] ?? "REDUCE_NONE");
  if (aligner === "ALIGN_NONE") {
    if (reducer === "REDUCE_NONE") return undefined;
    throw invalid("crossSeriesReducer", reducer, "A cross-series reducer needs a per-series aligner.");
  }
  if (FOLDS[aligner.slice(6)] === undefined && aligner !== "ALIGN_DELTA" && aligner !== "ALIGN_RATE") {
    throw invalid("perSeriesAligner", aligner, "The aligner is not supported.");
  }
  if (reducer !== "REDUCE_NONE" && FOLDS[reducer.slice(7)] === undefined) {
    throw invalid("crossSeriesReducer", reducer, "The reducer is not supported.");
  }
  const period = message?.["alignmentPeriod"] as PlainMessage | undefined;
  const seconds = Number(period?.["seconds"] ?? 0);
  if (!(seconds >= 60))
    throw invalid("alignmentPeriod", `${seconds}s`, "The alignment period must be at least 60 seconds.");
  const groupBy = ((message?.["groupByFields"] ?? []) as unknown[]).map(String);
  for (const field of groupBy) {
    if (labelReader(field) === undefined) throw invalid("groupByFields", field, "The field is not a label.");
  }
  return { aligner, reducer, periodMillis: seconds * 1000, groupBy };
}

function invalid(field: string, value: string, why: string): StatusError {
  return new StatusError("INVALID_ARGUMENT", `Field aggregation.${field} had an invalid value of "${value}": ${why}`);
}

/** Puts points into periods that end at `endMillis` and whole periods before, and makes one point of each. */
export function align(series: Answered, { aligner, periodMillis }: Aggregation, endMillis: number): Answered {
  const isDistribution = series.valueType === "DISTRIBUTION";
  if ((OF_DISTRIBUTIONS.test(aligner) && !isDistribution) || (aligner === "ALIGN_DELTA" && series.kind !== "DELTA")) {
    throw invalid(
      "perSeriesAligner",
      aligner,
      `The aligner cannot be applied to metrics with kind ${series.kind} and value type ${series.valueType}.`,
    );
  }
  const periods = new Map<number, Value[]>();
  for (const { endMillis: end, value } of series.points) {
    const period = endMillis - Math.floor((endMillis - end) / periodMillis) * periodMillis;
    const values = periods.get(period);
    if (values === undefined) periods.set(period, [value]);
    else values.push(value);
  }
  const fold =
    aligner === "ALIGN_DELTA"
      ? total
      : aligner === "ALIGN_RATE"
        ? (values: readonly Value[]) => sum(values) / (periodMillis / 1000)
        : (FOLDS[aligner.slice(6)] ?? total);
  const points = [...periods].map(([end, values]) => ({
    endMillis: end,
    lengthMillis: periodMillis,
    value: fold(values),
  }));
  const keepsType = aligner === "ALIGN_DELTA" || aligner === "ALIGN_SUM";
  const valueType = keepsType ? series.valueType : aligner === "ALIGN_COUNT" ? "INT64" : "DOUBLE";
  return { ...series, kind: aligner === "ALIGN_DELTA" ? "DELTA" : "GAUGE", valueType, points };
}

/** Makes one series of each group of series that agree in the given labels; only those labels remain. */
export function reduce(all: readonly Answered[], { reducer, groupBy }: Aggregation): Answered[] {
  const fold = FOLDS[reducer.slice(7)];
  if (reducer === "REDUCE_NONE" || fold === undefined) return [...all];
  const groups = new Map<string, Answered[]>();
  for (const series of all) {
    const key = JSON.stringify(groupBy.map((field) => labelReader(field)?.(series as unknown as Series) ?? ""));
    groups.set(key, [...(groups.get(key) ?? []), series]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [reduceGroup(first, group, fold, { reducer, groupBy })];
  });
}

function reduceGroup(
  first: Answered,
  group: readonly Answered[],
  fold: (values: readonly Value[]) => Value,
  { reducer, groupBy }: Pick<Aggregation, "reducer" | "groupBy">,
): Answered {
  const byEnd = new Map<number, Point[]>();
  for (const point of group.flatMap(({ points }) => points)) {
    byEnd.set(point.endMillis, [...(byEnd.get(point.endMillis) ?? []), point]);
  }
  const points = [...byEnd].map(([endMillis, at]) => ({
    endMillis,
    lengthMillis: at[0]?.lengthMillis ?? MINUTE_MILLIS,
    value: fold(at.map(({ value }) => value)),
  }));
  const named = (of: "metric" | "resource", labels: Labels): Labels =>
    Object.fromEntries(
      Object.entries(labels).filter(([name]) =>
        groupBy.some((field) => new RegExp(`^${of}\\.labels?\\.${name}$`).test(field)),
      ),
    );
  return {
    metric: first.metric,
    metricLabels: named("metric", first.metricLabels),
    // A series is always of a project, whatever it is grouped by.
    resourceLabels: {
      ...named("resource", first.resourceLabels),
      project_id: first.resourceLabels["project_id"] ?? "",
    },
    kind: reducer === "REDUCE_SUM" ? first.kind : "GAUGE",
    valueType: reducer === "REDUCE_SUM" ? first.valueType : reducer === "REDUCE_COUNT" ? "INT64" : "DOUBLE",
    points: points.sort((one, other) => other.endMillis - one.endMillis),
  };
}

/** What a metric's series are before anything is done to them. */
export function asAnswered({ metric, metricLabels, resourceLabels }: Series, points: readonly Point[]): Answered {
  const { kind, valueType } = METRICS[metric] ?? { kind: "GAUGE", valueType: "INT64" };
  return { metric, metricLabels, resourceLabels, kind, valueType, points };
}
