import { at } from "../at.js";
import { isLoss, type ResourceChange } from "../change.js";
import type { Rule } from "./rule.js";

const DATABASES = [
  "google_alloydb_cluster",
  "google_alloydb_instance",
  "google_bigquery_dataset",
  "google_bigquery_table",
  "google_bigtable_instance",
  "google_bigtable_table",
  "google_filestore_instance",
  "google_firebase_database_instance",
  "google_firestore_database",
  "google_memorystore_instance",
  "google_redis_cluster",
  "google_redis_instance",
  "google_spanner_database",
  "google_spanner_instance",
  "google_sql_database",
  "google_sql_database_instance",
  "mongodbatlas_advanced_cluster",
  "mongodbatlas_cluster",
  "mongodbatlas_flex_cluster",
];

const KEYS = ["google_kms_crypto_key", "google_kms_crypto_key_version", "google_kms_key_ring"];

const SECRETS = [
  "google_secret_manager_regional_secret",
  "google_secret_manager_regional_secret_version",
  "google_secret_manager_secret",
  "google_secret_manager_secret_version",
];

/** A database, its server or a cache goes, and what is in it with it. */
export const destroyDatabase = lossOf(DATABASES, "its data goes with it");

/** A bucket goes. Whether it is empty cannot be told from a plan. */
export const destroyBucket = lossOf(["google_storage_bucket"], "what is in it goes with it");

/** A key goes: what it encrypts can never be read again. */
export const destroyKey = lossOf(KEYS, "what it encrypts cannot be read again");

/** A secret's value goes. A version that is only abandoned or disabled keeps it. */
export const destroySecret: Rule = (change) => {
  const policy = String(at(change.before, "deletion_policy"));
  if (change.type.endsWith("_version") && (policy === "ABANDON" || policy === "DISABLE")) return [];
  return lossOf(SECRETS, "its value goes with it")(change);
};

function lossOf(types: readonly string[], what: string): Rule {
  const all = new Set(types);
  return (change) => {
    if (!all.has(change.type) || !isLoss(change) || isEmptyBefore(change)) return [];
    return [`is ${change.action === "replace" ? "replaced" : "destroyed"}: ${what}`];
  };
}

function isEmptyBefore({ before }: ResourceChange): boolean {
  return before === null;
}
