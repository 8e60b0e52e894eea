import type { Bill, Charge } from "./bill.js";
import { lookUp } from "./look-up.js";
import type { Prices } from "./prices.js";
import type { Reader } from "./reader.js";
import { regionOf, type Scale, scaleOf } from "./scale.js";

/** Cloud SQL for MySQL and PostgreSQL. A replica is an instance of its own; SQL Server is not priced, for its licences. */
export function sqlInstance(resource: Reader, prices: Prices): Bill | undefined {
  const settings = resource.block("settings");
  if (resource.text("database_version")?.startsWith("SQLSERVER")) return undefined;
  const tier = settings.text("tier") ?? "db-f1-micro";
  const diskType = settings.text("disk_type") ?? "PD_SSD";
  const diskPrice = lookUp(prices.sql.disk, diskType);
  const scale = scaleOf(regionOf(resource, "region"), "databases", prices);
  const machine = machineCharges(tier, scale, prices);
  if (machine === undefined || diskPrice === undefined) return undefined;

  const gb = settings.number("disk_size") ?? 10;
  const isRegional = settings.text("availability_type") === "REGIONAL";
  const isPool = resource.text("instance_type") === "READ_POOL_INSTANCE";
  const nodes = isPool ? (resource.number("node_count") ?? 1) : 1;
  const copies = (isRegional ? 2 : 1) * nodes;
  const isStopped = settings.text("activation_policy") === "NEVER";
  const isBackedUp = settings.block("backup_configuration").flag("enabled") ?? false;
  const hasCache = settings.block("data_cache_config").flag("data_cache_enabled") ?? false;
  return {
    basis: [
      tier,
      isRegional ? "regional" : "zonal",
      `${gb} GB ${diskType.replace("PD_", "").replace("HYPERDISK_BALANCED", "Hyperdisk")}`,
      ...(isPool ? [`${nodes} nodes`] : []),
      ...(isBackedUp ? [`${gb} GB of backups`] : []),
      ...(isStopped ? ["stopped"] : []),
      ...(hasCache ? ["data cache not counted"] : []),
    ].join(", "),
    charges: [
      ...(isStopped ? [] : machine.map((charge) => ({ ...charge, quantity: charge.quantity * copies }))),
      { price: diskPrice, quantity: gb * copies, scale },
      ...(isBackedUp ? [{ price: prices.sql.backup, quantity: gb, scale }] : []),
    ],
    assumes: isBackedUp ? ["sqlBackups"] : [],
  };
}

function machineCharges(tier: string, scale: Scale, { sql }: Prices): Charge[] | undefined {
  const shared = lookUp(sql.shared, tier);
  if (shared !== undefined) return [{ price: shared, quantity: 1, scale }];
  const size = sizeOf(tier);
  if (size === undefined) return undefined;
  const { vcpu, memory } = size.isPlus ? sql.enterprisePlus : sql.enterprise;
  return [
    { price: vcpu, quantity: size.vcpus, scale },
    { price: memory, quantity: size.memoryGb, scale },
  ];
}

/** Source: https://cloud.google.com/sql/docs/postgres/instance-settings */
function sizeOf(tier: string): { vcpus: number; memoryGb: number; isPlus: boolean } | undefined {
  const custom = /^db-custom-(?:N4-)?(\d{1,3})-(\d{1,7})$/.exec(tier);
  if (custom !== null) return { vcpus: Number(custom[1]), memoryGb: Number(custom[2]) / 1024, isPlus: false };
  const [, shape, count] = /^db-(n1-standard|n1-highmem|perf-optimized-N)-(\d{1,3})$/.exec(tier) ?? [];
  const vcpus = Number(count);
  switch (shape) {
    case "n1-standard":
      return { vcpus, memoryGb: vcpus * 3.75, isPlus: false };
    case "n1-highmem":
      return { vcpus, memoryGb: vcpus * 6.5, isPlus: false };
    case "perf-optimized-N":
      return { vcpus, memoryGb: Math.min(vcpus * 8, 864), isPlus: true };
    default:
      return undefined;
  }
}
