import { pricesOf, UNDATED } from "./price.js";

const page = "https://cloud.google.com/sql/pricing";
const machine = pricesOf(page, "2026-09-25");
const disk = pricesOf(page, UNDATED);

/** Cloud SQL for MySQL and PostgreSQL in one zone. High availability is twice all of it but the backups. */
export const SQL = {
  /** Shared cores, by tier. */
  shared: { "db-f1-micro": machine(0.0105, "hour"), "db-g1-small": machine(0.035, "hour") },
  enterprise: { vcpu: machine(0.0413, "vCPU-hour"), memory: machine(0.007, "GB-hour") },
  enterprisePlus: { vcpu: machine(0.0537, "vCPU-hour"), memory: machine(0.0091, "GB-hour") },
  /** By `disk_type`. */
  disk: {
    PD_SSD: disk(0.17, "GB-month"),
    PD_HDD: disk(0.09, "GB-month"),
    HYPERDISK_BALANCED: disk(0.115, "GB-month", "capacity only, without provisioned IOPS and throughput"),
  },
  backup: disk(0.08, "GB-month"),
};
