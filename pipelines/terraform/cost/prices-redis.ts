import { pricesOf } from "./price.js";

/** Of us-central1, for a GB and an hour; an instance falls into one tier by its capacity, M1 to M5. */
const price = pricesOf("https://cloud.google.com/memorystore/docs/redis/pricing", "2026-04-27");

/** USD for a GB and an hour: five of the basic tier, from M1 to M5, and five of the standard tier. */
type Row = readonly [basic: Five, standard: Five];
type Five = readonly [number, number, number, number, number];

const IOWA: Row = [
  [0.049, 0.027, 0.023, 0.019, 0.016],
  [0.064, 0.054, 0.046, 0.035, 0.03],
];
const BELGIUM: Row = [
  [0.051, 0.032, 0.026, 0.022, 0.017],
  [0.086, 0.061, 0.05, 0.043, 0.035],
];
const LONDON: Row = [
  [0.053, 0.034, 0.027, 0.023, 0.018],
  [0.09, 0.064, 0.052, 0.045, 0.036],
];
const MILAN: Row = [
  [0.057, 0.031, 0.027, 0.022, 0.019],
  [0.074, 0.062, 0.054, 0.044, 0.038],
];
const LOS_ANGELES: Row = [
  [0.057, 0.035, 0.029, 0.022, 0.017],
  [0.098, 0.067, 0.056, 0.044, 0.035],
];
const MONTREAL: Row = [
  [0.052, 0.034, 0.026, 0.021, 0.017],
  [0.088, 0.064, 0.05, 0.042, 0.034],
];
const MUMBAI: Row = [
  [0.063, 0.037, 0.03, 0.022, 0.017],
  [0.11, 0.07, 0.058, 0.043, 0.034],
];
const TOKYO: Row = [
  [0.065, 0.04, 0.032, 0.024, 0.019],
  [0.114, 0.075, 0.063, 0.047, 0.037],
];

const ROWS: Readonly<Record<string, Row>> = {
  "us-central1": IOWA,
  "us-east1": IOWA,
  "us-east4": IOWA,
  "us-east5": IOWA,
  "us-west1": IOWA,
  "us-west4": IOWA,
  "us-south1": [
    [0.058, 0.032, 0.027, 0.022, 0.019],
    [0.076, 0.064, 0.054, 0.044, 0.038],
  ],
  "us-west2": LOS_ANGELES,
  "us-west3": LOS_ANGELES,
  "northamerica-northeast1": MONTREAL,
  "northamerica-northeast2": MONTREAL,
  "southamerica-east1": [
    [0.087, 0.054, 0.042, 0.035, 0.027],
    [0.146, 0.103, 0.083, 0.069, 0.054],
  ],
  "southamerica-west1": [
    [0.07, 0.039, 0.033, 0.027, 0.023],
    [0.092, 0.078, 0.066, 0.054, 0.046],
  ],
  "europe-north1": BELGIUM,
  "europe-west1": BELGIUM,
  "europe-west4": BELGIUM,
  "europe-central2": LONDON,
  "europe-west2": LONDON,
  "europe-west3": LONDON,
  "europe-west12": LONDON,
  "europe-southwest1": [
    [0.059, 0.032, 0.028, 0.023, 0.019],
    [0.077, 0.064, 0.056, 0.046, 0.038],
  ],
  "europe-west6": [
    [0.058, 0.037, 0.029, 0.025, 0.02],
    [0.098, 0.07, 0.057, 0.049, 0.039],
  ],
  "europe-west8": MILAN,
  "europe-west9": MILAN,
  "europe-west10": [
    [0.07546, 0.04158, 0.03542, 0.02926, 0.02464],
    [0.09856, 0.08316, 0.07084, 0.0539, 0.0462],
  ],
  "africa-south1": [
    [0.051, 0.032, 0.026, 0.022, 0.017],
    [0.08371, 0.061, 0.05, 0.043, 0.035],
  ],
  "me-central1": [
    [0.05954, 0.03281, 0.02795, 0.02309, 0.01944],
    [0.07776, 0.06561, 0.05589, 0.04253, 0.03645],
  ],
  "me-central2": [
    [0.0784, 0.0432, 0.0368, 0.0304, 0.0256],
    [0.1024, 0.0864, 0.0736, 0.056, 0.048],
  ],
  "me-west1": [
    [0.0539, 0.0297, 0.0253, 0.02261, 0.01872],
    [0.0704, 0.0594, 0.0506, 0.04165, 0.0351],
  ],
  "asia-east1": [
    [0.064, 0.039, 0.032, 0.024, 0.019],
    [0.081, 0.056, 0.046, 0.039, 0.031],
  ],
  "asia-east2": MUMBAI,
  "asia-south1": MUMBAI,
  "asia-south2": MUMBAI,
  "asia-northeast1": TOKYO,
  "asia-northeast2": TOKYO,
  "asia-northeast3": TOKYO,
  "asia-southeast1": TOKYO,
  "asia-southeast2": [
    [0.066, 0.036, 0.031, 0.025, 0.021],
    [0.086, 0.072, 0.062, 0.047, 0.04],
  ],
  "australia-southeast1": TOKYO,
  "australia-southeast2": TOKYO,
};

/** Least capacity of the tiers M1 to M5, in GB. */
const CAPACITIES = [0, 5, 11, 36, 101];

function tiers(half: 0 | 1) {
  return CAPACITIES.map((fromGb, index) => {
    const usd = IOWA[half][index] ?? 0;
    const factors = Object.fromEntries(
      Object.entries(ROWS).map(([region, row]) => [region, (row[half][index] ?? 0) / usd]),
    );
    return { name: `M${index + 1}`, fromGb, price: price(usd, "GB-hour"), factors };
  });
}

/** Memorystore for Redis: capacity tiers with their factors of us-central1 by region, from the billing catalogue. */
export const REDIS = { basic: tiers(0), standard: tiers(1) };
