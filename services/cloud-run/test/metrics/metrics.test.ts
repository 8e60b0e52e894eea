import { describe, expect, it } from "vitest";
import { createMetrics } from "../../src/metrics/index.js";
import type { PlainMessage } from "../../src/plain-message.js";

const T0 = Date.UTC(2026, 0, 1, 12);
const SERVICE = "projects/p/locations/l/services/shop";
const COUNT = 'metric.type = "run.googleapis.com/request_count"';
const LATENCIES = 'metric.type = "run.googleapis.com/request_latencies"';

function measured() {
  let now = T0;
  const clock = { nowMillis: () => now, sleep: async () => {} };
  const metrics = createMetrics({ clock });
  const record = (revision: string, status: number, latencyMillis = 10): void =>
    metrics.record({
      service: SERVICE,
      revision: `${SERVICE}/revisions/${revision}`,
      tag: undefined,
      method: "GET",
      path: "/",
      status,
      responseClass: `${Math.floor(status / 100)}xx`,
      latencyMillis,
      requestBytes: 1,
      responseBytes: 1,
      startedAtMillis: now - latencyMillis,
    });
  const list = async (filter: string, more: PlainMessage = {}): Promise<PlainMessage[]> => {
    const answer = await metrics.listTimeSeries({
      name: "projects/p",
      filter,
      interval: interval(-3600, 3600),
      ...more,
    });
    return answer["timeSeries"] as PlainMessage[];
  };
  const at = (seconds: number): void => {
    now = T0 + seconds * 1000;
  };
  return { metrics, record, list, at };
}

const time = (seconds: number) => ({ seconds: String(T0 / 1000 + seconds), nanos: 0 });
const interval = (from: number, to: number) => ({ startTime: time(from), endTime: time(to) });
const values = (series: PlainMessage | undefined) =>
  (series?.["points"] as { value: PlainMessage }[] | undefined)?.map(({ value }) => Object.values(value)[0]);

/** Revision a: 60 good and 30 bad requests in the first minute, 6 good in the second. Revision b: 3 good in the first. */
function withTraffic() {
  const it = measured();
  for (let at = 0; at < 60; at += 1) it.record("shop-a", 200, at);
  for (let at = 0; at < 30; at += 1) it.record("shop-a", 503, 1000);
  for (let at = 0; at < 3; at += 1) it.record("shop-b", 200);
  it.at(61);
  for (let at = 0; at < 6; at += 1) it.record("shop-a", 200);
  it.at(120);
  return it;
}

describe("listTimeSeries", () => {
  it("gives counts by the minute, the newest first, with Cloud Run's labels", async () => {
    const [first] = await withTraffic().list(`${COUNT} AND metric.labels.response_code_class = "2xx"`);
    expect(first).toEqual({
      metric: {
        type: "run.googleapis.com/request_count",
        labels: { response_code: "200", response_code_class: "2xx" },
      },
      resource: {
        type: "cloud_run_revision",
        labels: {
          project_id: "p",
          location: "l",
          service_name: "shop",
          configuration_name: "shop",
          revision_name: "shop-a",
        },
      },
      metricKind: "DELTA",
      valueType: "INT64",
      unit: "1",
      points: [
        { interval: interval(60, 120), value: { int64Value: "6" } },
        { interval: interval(0, 60), value: { int64Value: "60" } },
      ],
    });
  });

  it.each([
    [COUNT, 3],
    [`${COUNT} AND resource.labels.revision_name = "shop-b"`, 1],
    [`${COUNT} resource.label.revision_name = starts_with("shop-")`, 3],
    [`${COUNT} AND resource.type = "cloud_run_revision" AND metric.label.response_code != "200"`, 1],
    [`${COUNT} AND metric.labels.response_code = one_of("503", "504")`, 1],
    [`${COUNT} AND resource.type = "gce_instance"`, 0],
  ])("finds by %s %i series", async (filter, count) => {
    expect(await withTraffic().list(filter)).toHaveLength(count);
  });

  it.each([
    ["no metric", { filter: 'resource.type = "cloud_run_revision"' }],
    ["a filter that is none", { filter: `${COUNT} AND (` }],
    ["an unknown selector", { filter: `${COUNT} AND group.id = "x"` }],
    ["no end", { interval: {} }],
    ["another name", { name: "folders/1" }],
    ["a short period", { aggregation: { perSeriesAligner: "ALIGN_RATE", alignmentPeriod: { seconds: "30" } } }],
    [
      "a percentile of counts",
      { aggregation: { perSeriesAligner: "ALIGN_PERCENTILE_95", alignmentPeriod: { seconds: 60 } } },
    ],
    ["a reducer alone", { aggregation: { crossSeriesReducer: "REDUCE_SUM" } }],
  ])("refuses %s", async (_, more) => {
    await expect(withTraffic().list(COUNT, more)).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  });

  it.each([
    ["ALIGN_DELTA", ["66"], "DELTA"],
    ["ALIGN_SUM", ["66"], "GAUGE"],
    ["ALIGN_RATE", [0.55], "GAUGE"],
  ])("aligns by %s over two minutes", async (perSeriesAligner, points, kind) => {
    const aggregation = { perSeriesAligner, alignmentPeriod: { seconds: "120" } };
    const [first] = await withTraffic().list(COUNT, { aggregation, interval: interval(0, 120) });
    expect([values(first), first?.["metricKind"]]).toEqual([points, kind]);
  });

  it("sums over the series that agree in the fields to group by", async () => {
    const aggregation = {
      perSeriesAligner: "ALIGN_DELTA",
      alignmentPeriod: { seconds: "60" },
      crossSeriesReducer: "REDUCE_SUM",
      groupByFields: ["resource.labels.revision_name"],
    };
    const found = await withTraffic().list(COUNT, { aggregation });
    expect(found.map(values)).toEqual([["6", "90"], ["3"]]);
    expect(found[0]?.["resource"]).toEqual({
      type: "cloud_run_revision",
      labels: { project_id: "p", revision_name: "shop-a" },
    });
    expect(found[0]?.["metric"]).toEqual({ type: "run.googleapis.com/request_count", labels: {} });
  });

  it("gives latencies as distributions whose buckets hold all requests, and percentiles of them", async () => {
    const it = withTraffic();
    const good = `${LATENCIES} AND metric.labels.response_code = "200" AND resource.labels.revision_name = "shop-a"`;
    const [series] = await it.list(good, { interval: interval(0, 60) });
    const [spread] = values(series) as [PlainMessage];
    expect(spread["count"]).toBe("60");
    expect(spread["mean"]).toBeCloseTo(29.5);
    const counts = (spread["bucketCounts"] as string[]).map(Number);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(60);
    // Bucket 0 has all below the scale of 1 ms, bucket 1 what is from 1 to below 1.4.
    expect(counts.slice(0, 2)).toEqual([1, 1]);
    const aggregation = { perSeriesAligner: "ALIGN_PERCENTILE_50", alignmentPeriod: { seconds: "60" } };
    const [median] = await it.list(good, { aggregation, interval: interval(0, 60) });
    expect(Math.abs(Number(values(median)?.[0]) - 30)).toBeLessThan(3);
  });

  it("does not have points of the minute that runs, nor those within the ingestion delay", async () => {
    const it = withTraffic();
    it.at(119);
    expect(values((await it.list(COUNT))[0])).toEqual(["60"]);
    it.metrics.setIngestionDelay(60_000);
    expect(await it.list(COUNT)).toEqual([]);
    it.at(180);
    expect(values((await it.list(COUNT))[0])).toEqual(["6", "60"]);
  });

  it("gives pages of whole series", async () => {
    const it = withTraffic();
    const request = { name: "projects/p", filter: COUNT, interval: interval(-60, 600), pageSize: 2 };
    const first = await it.metrics.listTimeSeries(request);
    const second = await it.metrics.listTimeSeries({ ...request, pageToken: first["nextPageToken"] });
    const sizes = [first, second].map((page) => (page["timeSeries"] as unknown[]).length);
    expect([sizes, second["nextPageToken"]]).toEqual([[1, 2], undefined]);
  });

  it("gives instances by state", async () => {
    const it = measured();
    it.metrics.recordInstances(`${SERVICE}/revisions/shop-a`, { active: 2, idle: 1 });
    it.at(60);
    const found = await it.list(
      'metric.type="run.googleapis.com/container/instance_count" AND metric.labels.state="active"',
    );
    expect(found.map(values)).toEqual([["2"]]);
  });

  it("forgets what is older than 24 hours", async () => {
    const it = withTraffic();
    it.at(25 * 3600);
    it.record("shop-c", 200);
    expect(await it.list(COUNT, { interval: interval(-60, 24 * 3600) })).toEqual([]);
    expect(it.metrics.prometheusText()).not.toContain("shop-a");
  });
});

describe("prometheusText", () => {
  it("has counters and histograms that agree", () => {
    const text = withTraffic().metrics.prometheusText();
    const labels =
      'project_id="p",location="l",service_name="shop",configuration_name="shop",revision_name="shop-b",response_code="200",response_code_class="2xx"';
    expect(text).toContain("# TYPE run_googleapis_com:request_count counter\n");
    expect(text).toContain(`run_googleapis_com:request_count{${labels}} 3\n`);
    expect(text).toContain(`run_googleapis_com:request_latencies_bucket{${labels},le="+Inf"} 3\n`);
    expect(text).toContain(`run_googleapis_com:request_latencies_sum{${labels}} 30\n`);
  });
});
