import type { PlainMessage } from "../plain-message.js";

/**
 * The buckets of latencies in milliseconds: those that Google's load balancers give in their series. Cloud Run's own are not
 * published; readers take them from `bucketOptions`, as they must.
 */
export const LATENCY_BUCKETS = { numFiniteBuckets: 66, growthFactor: 1.4, scale: 1 } as const;

/** The lower bound of a bucket; 0 for the first, which has all below the scale. */
export function lowerBound(bucket: number): number {
  return bucket === 0 ? 0 : LATENCY_BUCKETS.scale * LATENCY_BUCKETS.growthFactor ** (bucket - 1);
}

const BOUNDS = Array.from({ length: LATENCY_BUCKETS.numFiniteBuckets + 2 }, (_, bucket) => lowerBound(bucket));

function bucketOf(value: number): number {
  const { scale, growthFactor, numFiniteBuckets } = LATENCY_BUCKETS;
  if (!(value >= scale)) return 0;
  let bucket = Math.min(Math.floor(Math.log(value / scale) / Math.log(growthFactor)) + 1, numFiniteBuckets + 1);
  // Logarithms miss bounds by a hair.
  if (value < (BOUNDS[bucket] ?? 0)) bucket -= 1;
  else if (value >= (BOUNDS[bucket + 1] ?? Number.POSITIVE_INFINITY)) bucket += 1;
  return bucket;
}

/** How values are spread: google.api.Distribution with exponential buckets. */
export class Distribution {
  count = 0;
  mean = 0;
  squares = 0;
  /** Counts by bucket, only of those that have any. */
  readonly buckets = new Map<number, number>();

  add(value: number): void {
    this.count += 1;
    const off = value - this.mean;
    this.mean += off / this.count;
    this.squares += off * (value - this.mean);
    const bucket = bucketOf(value);
    this.buckets.set(bucket, (this.buckets.get(bucket) ?? 0) + 1);
  }

  merge(other: Distribution): void {
    if (other.count === 0) return;
    const total = this.count + other.count;
    const off = other.mean - this.mean;
    this.squares += other.squares + (off * off * this.count * other.count) / total;
    this.mean += (off * other.count) / total;
    this.count = total;
    for (const [bucket, count] of other.buckets) this.buckets.set(bucket, (this.buckets.get(bucket) ?? 0) + count);
  }

  /** A percentile from 0 to 100, in equal steps within its bucket. */
  percentile(percent: number): number {
    const rank = (percent / 100) * this.count;
    let below = 0;
    for (const [bucket, count] of [...this.buckets].sort(([one], [other]) => one - other)) {
      if (below + count >= rank) {
        const [from, to] = [lowerBound(bucket), BOUNDS[bucket + 1] ?? lowerBound(bucket)];
        return from + ((to - from) * (rank - below)) / count;
      }
      below += count;
    }
    return 0;
  }

  toMessage(): PlainMessage {
    const last = Math.max(-1, ...this.buckets.keys());
    return {
      count: String(this.count),
      mean: this.mean,
      sumOfSquaredDeviation: this.squares,
      bucketOptions: { exponentialBuckets: { ...LATENCY_BUCKETS } },
      bucketCounts: Array.from({ length: last + 1 }, (_, bucket) => String(this.buckets.get(bucket) ?? 0)),
    };
  }
}
