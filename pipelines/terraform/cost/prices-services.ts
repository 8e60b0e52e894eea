import { pricesOf, UNDATED } from "./price.js";

const kms = pricesOf("https://cloud.google.com/kms/pricing", UNDATED);
const storage = pricesOf("https://cloud.google.com/storage/pricing", "2024-11-07");
const apigee = pricesOf("https://cloud.google.com/apigee/pricing", "2026-09-20");

/** Services with one price for each, or for each GB. */
export const SERVICES = {
  gkeCluster: pricesOf("https://cloud.google.com/kubernetes-engine/pricing", UNDATED)(0.1, "hour"),
  secretVersion: pricesOf("https://cloud.google.com/secret-manager/pricing", UNDATED)(0.06, "month"),
  /** One of the first 25; further ones are cheaper. */
  dnsZone: pricesOf("https://cloud.google.com/dns/pricing", UNDATED)(0.2, "month"),
  schedulerJob: pricesOf("https://cloud.google.com/scheduler/pricing", UNDATED)(0.1, "month"),
  registry: pricesOf("https://cloud.google.com/artifact-registry/pricing", UNDATED)(0.1, "GB-month"),
  /** Active key versions: in software; AES-256 and RSA 2048 in an HSM; the first 2,000 of every other kind in an HSM. */
  keyVersion: {
    software: kms(0.06, "month"),
    hsm: kms(1, "month", "as known from the page; not met again in a dated copy"),
    hsmLarge: kms(2.5, "month"),
  },
  /** By class: in one region, in two regions, in many. Other classes than Standard take its factors of the regions. */
  storage: {
    region: {
      STANDARD: storage(0.02, "GB-month"),
      NEARLINE: storage(0.01, "GB-month"),
      COLDLINE: storage(0.004, "GB-month"),
      ARCHIVE: storage(0.0012, "GB-month"),
    },
    "dual-region": {
      STANDARD: storage(0.044, "GB-month"),
      NEARLINE: storage(0.022, "GB-month"),
      COLDLINE: storage(0.0088, "GB-month"),
      ARCHIVE: storage(0.0028, "GB-month"),
    },
    "multi-region": {
      STANDARD: storage(0.026, "GB-month"),
      NEARLINE: storage(0.015, "GB-month"),
      COLDLINE: storage(0.007, "GB-month"),
      ARCHIVE: storage(0.0024, "GB-month"),
    },
  },
  /** Pay-as-you-go environments in one region, by type. */
  apigeeEnvironment: {
    BASE: apigee(365, "month"),
    INTERMEDIATE: apigee(1460, "month"),
    COMPREHENSIVE: apigee(3431, "month"),
  },
};
