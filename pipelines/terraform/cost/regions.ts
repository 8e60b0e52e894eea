/** Prices of a region as factors of those of us-central1. */
export interface RegionFactors {
  readonly machines: number;
  readonly disks: number;
  readonly databases: number;
  readonly storage: number;
}

const row = (machines: number, disks: number, databases: number, storage: number): RegionFactors => ({
  machines,
  disks,
  databases,
  storage,
});

/**
 * Machines: E2, billing catalogue of 2026-05-23. Databases: Cloud SQL, billing catalogue of 2026-09-25. Disks: balanced
 * persistent disks, and storage: Standard class of Cloud Storage, both of 2024-11-07. Read in the copies of the catalogue
 * that github.com/doitintl/gcpinstances.info and github.com/Cyclenerd/google-cloud-pricing-cost-calculator keep.
 *
 * Derived: disks and storage of africa-south1, which had 1.31 and 1.25 in 2024. Machines there have come down to 1.1 since,
 * and bills show disks at 1.1 and storage at 1. Databases of us-west3 are those of us-west2, as its machines are.
 */
export const REGIONS: Readonly<Record<string, RegionFactors>> = {
  "us-central1": row(1, 1, 1, 1),
  "us-east1": row(1, 1, 1, 1),
  "us-east4": row(1.1262, 1.1, 1.07, 1.15),
  "us-east5": row(1, 1, 1, 1),
  "us-south1": row(1.18, 1.2, 1.2, 1),
  "us-west1": row(1, 1, 1, 1),
  "us-west2": row(1.2011, 1.2, 1.2, 1.15),
  "us-west3": row(1.2011, 1.2, 1.2, 1.15),
  "us-west4": row(1.1262, 1.1, 1.07, 1.15),
  "northamerica-northeast1": row(1.1009, 1.1, 1.1, 1.15),
  "northamerica-northeast2": row(1.1009, 1.1, 1.1, 1.15),
  "southamerica-east1": row(1.5874, 1.5, 1.5, 1.75),
  "southamerica-west1": row(1.43, 1.43, 1.4, 1.5),
  "europe-central2": row(1.21, 1.3, 1.2, 1.15),
  "europe-north1": row(1.1009, 1.1, 1.1, 1),
  "europe-southwest1": row(1.18, 1.2, 1.2, 1.15),
  "europe-west1": row(1.1, 1, 1, 1),
  "europe-west2": row(1.2884, 1.2, 1.2, 1.15),
  "europe-west3": row(1.2884, 1.2, 1.2, 1.15),
  "europe-west4": row(1.1009, 1.1, 1.1, 1),
  "europe-west6": row(1.31, 1.3, 1.3, 1.25),
  "europe-west8": row(1.16, 1.16, 1.16, 1.15),
  "europe-west9": row(1.16, 1.16, 1.16, 1.15),
  "europe-west10": row(1.2884, 1.54, 1.54, 1.25),
  "europe-west12": row(1.29, 1.2, 1.2, 1.15),
  "africa-south1": row(1.1, 1.1, 1, 1),
  "me-central1": row(1.215, 1.215, 1.215, 1.15),
  "me-central2": row(1.6, 1.6, 1.6, 1.5),
  "me-west1": row(1.1, 1.1, 1.1, 1.05),
  "asia-east1": row(1.1579, 1, 1, 1),
  "asia-east2": row(1.3992, 1.1, 1.5, 1.15),
  "asia-northeast1": row(1.2828, 1.3, 1.3, 1.15),
  "asia-northeast2": row(1.2828, 1.3, 1.3, 1.15),
  "asia-northeast3": row(1.2828, 1.3, 1.3, 1.15),
  "asia-south1": row(1.201, 1.2, 1.2, 1.15),
  "asia-south2": row(1.201, 1.2, 1.2, 1.15),
  "asia-southeast1": row(1.2336, 1.1, 1.4, 1),
  "asia-southeast2": row(1.3447, 1.3, 1.3, 1.15),
  "australia-southeast1": row(1.4189, 1.35, 1.35, 1.15),
  "australia-southeast2": row(1.206, 1.35, 1.35, 1.15),
};
