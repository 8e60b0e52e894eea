import { Distribution, LATENCY_BUCKETS, lowerBound } from "./distribution.js";
import { type Labels, METRICS, type Series } from "./series.js";

/** Everything since the start in the text format of Prometheus, with the names that PromQL has in Cloud Monitoring. */
export function prometheusText(all: Iterable<Series>): string {
  const byMetric = new Map<string, Series[]>(Object.keys(METRICS).map((metric) => [metric, []]));
  for (const series of all) byMetric.get(series.metric)?.push(series);
  const lines: string[] = [];
  for (const [metric, found] of byMetric) {
    if (found.length === 0) continue;
    const name = metric.replace("/", ":").replace(/[^\w:]/g, "_");
    const { kind, valueType } = METRICS[metric] ?? {};
    lines.push(`# TYPE ${name} ${valueType === "DISTRIBUTION" ? "histogram" : kind === "GAUGE" ? "gauge" : "counter"}`);
    for (const { total, resourceLabels, metricLabels } of found) {
      const labels = { ...resourceLabels, ...metricLabels };
      if (total instanceof Distribution) lines.push(...histogram(name, labels, total));
      else lines.push(`${name}${braces(labels)} ${total}`);
    }
  }
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}

function histogram(name: string, labels: Labels, total: Distribution): string[] {
  const lines: string[] = [];
  let count = 0;
  for (let bucket = 0; bucket <= LATENCY_BUCKETS.numFiniteBuckets; bucket += 1) {
    const own = total.buckets.get(bucket) ?? 0;
    count += own;
    // Buckets that add nothing are left out, which the format allows.
    if (own > 0) lines.push(`${name}_bucket${braces({ ...labels, le: String(lowerBound(bucket + 1)) })} ${count}`);
  }
  lines.push(`${name}_bucket${braces({ ...labels, le: "+Inf" })} ${total.count}`);
  return [
    ...lines,
    `${name}_sum${braces(labels)} ${total.mean * total.count}`,
    `${name}_count${braces(labels)} ${total.count}`,
  ];
}

function braces(labels: Labels): string {
  const escaped = (value: string): string => value.replace(/["\\]/g, "\\$&").replace(/\n/g, "\\n");
  return `{${Object.entries(labels)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(",")}}`;
}
