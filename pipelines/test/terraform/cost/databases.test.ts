import { describe, expect, it } from "vitest";
import { costOf } from "./changing.js";

const IOWA = { region: "us-central1" };
const sql = (settings: object, more: object = IOWA) =>
  costOf("google_sql_database_instance", { database_version: "POSTGRES_15", settings: [settings as never], ...more });
const redis = (more: object) => costOf("google_redis_instance", { ...IOWA, ...more });

describe("estimateCost, Cloud SQL", () => {
  // 2 x 730 x (2 x 0.0413 + 7.5 x 0.007) + 2 x 100 x 0.17 = 197.246 + 34
  it("counts vCPUs, memory and disk twice where an instance is regional", () => {
    const settings = { tier: "db-custom-2-7680", availability_type: "REGIONAL", disk_size: 100, disk_type: "PD_SSD" };
    expect(sql(settings)).toEqual([231.25, "db-custom-2-7680, regional, 100 GB SSD"]);
  });

  it.each([
    // 730 x 0.0105 + 10 x 0.17
    ["db-f1-micro", "ZONAL", 9.37],
    // 730 x 0.035 + 1.7
    ["db-g1-small", "ZONAL", 27.25],
    // 730 x (0.0413 + 3.75 x 0.007) + 1.7
    ["db-n1-standard-1", "ZONAL", 51.01],
    // 730 x (2 x 0.0413 + 13 x 0.007) + 1.7
    ["db-n1-highmem-2", "ZONAL", 128.43],
    // 730 x (2 x 0.0537 + 16 x 0.0091) + 1.7
    ["db-perf-optimized-N-2", "ZONAL", 186.39],
    // Twice that
    ["db-perf-optimized-N-2", "REGIONAL", 372.78],
  ])("prices %s, %s", (tier, availability, usd) => {
    expect(sql({ tier, availability_type: availability, disk_size: 10 })).toEqual([
      usd,
      `${tier}, ${availability.toLowerCase()}, 10 GB SSD`,
    ]);
  });

  it("adds as many GB of backups as the disk has, once", () => {
    const settings = { tier: "db-f1-micro", availability_type: "REGIONAL", disk_size: 100, disk_type: "PD_HDD" };
    // 2 x 730 x 0.0105 + 2 x 100 x 0.09 + 100 x 0.08
    expect(sql({ ...settings, backup_configuration: [{ enabled: true }] })).toEqual([
      41.33,
      "db-f1-micro, regional, 100 GB HDD, 100 GB of backups",
    ]);
  });

  it("charges a stopped instance for its disk alone", () => {
    expect(sql({ tier: "db-custom-2-7680", disk_size: 100, activation_policy: "NEVER" })).toEqual([
      17,
      "db-custom-2-7680, zonal, 100 GB SSD, stopped",
    ]);
  });

  it("counts every node of a read pool", () => {
    const more = { ...IOWA, instance_type: "READ_POOL_INSTANCE", node_count: 3 };
    // 3 x (730 x 0.035 + 10 x 0.17)
    expect(sql({ tier: "db-g1-small", disk_size: 10 }, more)).toEqual([
      81.75,
      "db-g1-small, zonal, 10 GB SSD, 3 nodes",
    ]);
  });

  it.each([
    ["africa-south1", 9.37],
    ["me-west1", 10.3],
    ["europe-west6", 12.17],
    ["mars-north1", 14.98],
  ])("scales with the region: %s", (region, usd) => {
    expect(sql({ tier: "db-f1-micro", disk_size: 10 }, { region })).toEqual([usd, "db-f1-micro, zonal, 10 GB SSD"]);
  });

  it.each([
    ["SQL Server, for its licences", { tier: "db-custom-2-7680" }, { ...IOWA, database_version: "SQLSERVER_2022_WEB" }],
    ["a tier that nobody knows", { tier: "db-c9-huge-2" }, IOWA],
    ["a disk that nobody knows", { tier: "db-f1-micro", disk_type: "PD_WOOD" }, IOWA],
  ])("does not price %s", (_, settings, more) => {
    expect(sql(settings, more)).toBe("unpriced");
  });
});

describe("estimateCost, Memorystore for Redis", () => {
  it.each([
    // GB x 730 x the price of the tier that the capacity falls in
    ["BASIC", 1, 35.77, "M1"],
    ["BASIC", 4, 143.08, "M1"],
    ["BASIC", 5, 98.55, "M2"],
    ["BASIC", 35, 587.65, "M3"],
    ["BASIC", 36, 499.32, "M4"],
    ["BASIC", 101, 1179.68, "M5"],
    ["STANDARD_HA", 1, 46.72, "M1"],
    ["STANDARD_HA", 5, 197.1, "M2"],
    ["STANDARD_HA", 105, 2299.5, "M5"],
  ])("prices %s of %d GB", (tier, gb, usd, name) => {
    expect(redis({ tier, memory_size_gb: gb })).toEqual([usd, `${tier}, ${gb} GB (${name})`]);
  });

  it("has prices of its own in each region", () => {
    expect(redis({ tier: "STANDARD_HA", memory_size_gb: 5, region: "africa-south1" })).toEqual([
      222.65,
      "STANDARD_HA, 5 GB (M2)",
    ]);
    expect(redis({ tier: "STANDARD_HA", memory_size_gb: 1, region: "africa-south1" })).toEqual([
      61.11,
      "STANDARD_HA, 1 GB (M1)",
    ]);
  });

  it("counts every node where there are read replicas", () => {
    const replicas = { tier: "STANDARD_HA", memory_size_gb: 5, read_replicas_mode: "READ_REPLICAS_ENABLED" };
    // Three nodes, each half of 197.10
    expect(redis({ ...replicas, replica_count: 2 })).toEqual([295.65, "STANDARD_HA, 5 GB (M2), 2 read replicas"]);
  });
});
