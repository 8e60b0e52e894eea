import { pricesOf } from "./price.js";

const price = pricesOf("https://cloud.google.com/run/pricing", "2026-08-01");

/** Cloud Run services in tier 1 regions. Below their minimum no instance is ever stopped. */
export const RUN = {
  /** Billed all the time: the CPU is always on. */
  instanceBased: { vcpu: price(0.000018, "vCPU-second"), memory: price(0.000002, "GB-second") },
  /** Billed by requests: while one is served. */
  active: { vcpu: price(0.000024, "vCPU-second"), memory: price(0.0000025, "GB-second") },
  /** Billed by requests: an instance of the minimum that waits. */
  idle: { vcpu: price(0.0000025, "vCPU-second"), memory: price(0.0000025, "GB-second") },
  /** By accelerator: in one zone, or with zonal redundancy. */
  gpu: {
    "nvidia-l4": { zonal: price(0.0001867, "GPU-second"), redundant: price(0.0002909, "GPU-second") },
    "nvidia-rtx-pro-6000": { zonal: price(0.00036522, "GPU-second"), redundant: price(0.00056913, "GPU-second") },
  },
  /** Factors of tier 2, which are those of CPU and memory alike. */
  tier2: { instanceBased: 1.2, requestBased: 1.4 },
  /** Source: https://cloud.google.com/run/docs/locations. Every region that is not here is in tier 2. */
  tier1: [
    "asia-east1",
    "asia-northeast1",
    "asia-northeast2",
    "europe-north1",
    "europe-southwest1",
    "europe-west1",
    "europe-west4",
    "europe-west8",
    "europe-west9",
    "me-west1",
    "us-central1",
    "us-east1",
    "us-east4",
    "us-east5",
    "us-south1",
    "us-west1",
  ],
};
