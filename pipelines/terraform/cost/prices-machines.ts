import { type Price, pricesOf, UNDATED } from "./price.js";

const page = "https://cloud.google.com/compute/vm-instance-pricing";
const e2 = pricesOf(page, "2026-05-23");
const older = pricesOf(page, UNDATED);

/** Machines of one family, priced by their vCPUs and memory. */
export interface Family {
  readonly vcpu: Price;
  readonly memory: Price;
  /** GB for each vCPU, by the word between family and size. */
  readonly memoryPerVcpu: Readonly<Record<string, number>>;
  /** What spot machines cost of it; the price moves every month. */
  readonly spotShare: number;
  /** What machines that run all month cost of it, by the sustained-use discount. */
  readonly sustainedShare: number;
}

const shapes = { standard: 4, highmem: 8, highcpu: 1 };

/** vCPU- and GB-hours on demand. Spot shares: E2 and N2 from the billing catalogue, N1 and N2D from 2024, the rest derived as E2's. */
const FAMILIES: Readonly<Record<string, Family>> = {
  e2: {
    vcpu: e2(0.02181159, "vCPU-hour"),
    memory: e2(0.00292353, "GB-hour"),
    memoryPerVcpu: shapes,
    spotShare: 0.5,
    sustainedShare: 1,
  },
  n1: {
    vcpu: older(0.031611, "vCPU-hour"),
    memory: older(0.004237, "GB-hour"),
    memoryPerVcpu: { standard: 3.75, highmem: 6.5, highcpu: 0.9 },
    spotShare: 0.2,
    sustainedShare: 0.7,
  },
  n2: {
    vcpu: older(0.031611, "vCPU-hour"),
    memory: older(0.004237, "GB-hour"),
    memoryPerVcpu: shapes,
    spotShare: 0.242,
    sustainedShare: 0.8,
  },
  n2d: {
    vcpu: older(0.027502, "vCPU-hour"),
    memory: older(0.003686, "GB-hour"),
    memoryPerVcpu: shapes,
    spotShare: 0.181,
    sustainedShare: 0.8,
  },
  t2d: {
    vcpu: older(0.027502, "vCPU-hour"),
    memory: older(0.003686, "GB-hour"),
    memoryPerVcpu: { standard: 4 },
    spotShare: 0.5,
    sustainedShare: 1,
  },
  c2: {
    vcpu: older(0.03398, "vCPU-hour"),
    memory: older(0.00455, "GB-hour"),
    memoryPerVcpu: { standard: 4 },
    spotShare: 0.5,
    sustainedShare: 0.8,
  },
};

/** vCPUs that are paid for and GB of E2's shared-core machines. */
const SHARED: Readonly<Record<string, readonly [vcpus: number, memoryGb: number]>> = {
  "e2-micro": [0.25, 1],
  "e2-small": [0.5, 2],
  "e2-medium": [1, 4],
};

const disk = pricesOf("https://cloud.google.com/compute/disks-image-pricing", "2024-11-07");

/** Compute Engine, and what stands on it. */
export const MACHINES = {
  families: FAMILIES,
  shared: SHARED,
  /** Machines with one price for all of it. */
  whole: { "f1-micro": older(0.0076, "hour"), "g1-small": older(0.0257, "hour") },
  /** Custom machines cost so many times what their vCPUs and memory cost elsewhere. */
  customFactor: 1.05,
  /** By type; one in two zones costs twice as much. */
  disk: {
    "pd-standard": disk(0.04, "GB-month"),
    "pd-balanced": disk(0.1, "GB-month"),
    "pd-ssd": disk(0.17, "GB-month"),
  },
  localSsd: disk(0.08, "GB-month"),
  /** Each local SSD has so many GB. */
  localSsdGb: 375,
};
