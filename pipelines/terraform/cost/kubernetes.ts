import type { Bill } from "./bill.js";
import { diskCharge, hasAccelerator, localSsdCharges } from "./compute.js";
import { machines, type Part } from "./machine.js";
import type { Prices } from "./prices.js";
import type { Reader } from "./reader.js";
import { isZone, regionOf, scaleOf } from "./scale.js";

/** A cluster's fee, and its default pool where that is kept. Its other pools are resources of their own. */
export function cluster(resource: Reader, prices: Prices): Bill | undefined {
  const fee = { price: prices.services.gkeCluster, quantity: 1 };
  if (resource.flag("enable_autopilot") === true) {
    return { basis: "cluster fee, Autopilot", charges: [fee], assumes: ["autopilot"] };
  }
  if (resource.flag("remove_default_node_pool") === true) return { basis: "cluster fee", charges: [fee] };
  const perZone = resource.number("initial_node_count") ?? 0;
  // A zonal cluster names the zones besides its own.
  const isZonal = isZone(resource.text("location") ?? "");
  const zones = isZonal ? 1 + (resource.count("node_locations") ?? 0) : zonesOf(resource, prices);
  const pool = nodes(resource, perZone * zones, prices);
  if (pool === undefined) return undefined;
  return {
    basis: perZone === 0 ? "cluster fee" : `cluster fee, default pool of ${pool.basis}`,
    charges: [fee, ...(perZone === 0 ? [] : pool.charges)],
    assumes: perZone === 0 ? [] : pool.assumes,
  };
}

/** A node pool, at the least size that its autoscaling allows. */
export function nodePool(resource: Reader, prices: Prices): Bill | undefined {
  const autoscaling = resource.block("autoscaling");
  const isAutoscaled = resource.count("autoscaling") !== undefined;
  const inAll = autoscaling.number("total_min_node_count") ?? 0;
  const perZone = isAutoscaled
    ? (autoscaling.number("min_node_count") ?? 0)
    : (resource.number("node_count") ?? resource.number("initial_node_count") ?? 1);
  const pool = nodes(resource, inAll > 0 ? inAll : perZone * zonesOf(resource, prices), prices);
  if (pool === undefined) return undefined;
  const assumes = [...pool.assumes, ...(isAutoscaled ? (["autoscaling"] as const) : [])];
  return { basis: pool.basis, charges: pool.charges, assumes };
}

function nodes(resource: Reader, count: number, prices: Prices): (Part & { readonly basis: string }) | undefined {
  const config = resource.block("node_config");
  if (hasAccelerator(config)) return undefined;
  const region = regionOf(resource, "location");
  const type = config.text("machine_type") ?? "e2-medium";
  const isSpot = config.flag("spot") === true || config.flag("preemptible") === true;
  const scale = scaleOf(region, "machines", prices);
  const machine = machines(type, { count, isSpot, scale }, prices);
  const gb = config.number("disk_size_gb") ?? 100;
  const disk = diskCharge({ type: config.text("disk_type") ?? "pd-balanced", gb: gb * count, region }, prices);
  if (machine === undefined || disk === undefined) return undefined;
  const localSsds = localSsdsOf(config);
  const ssd = localSsds === 0 ? "" : `, ${localSsds} local SSD each`;
  return {
    basis: `${count} x ${type}${isSpot ? " spot" : ""}, ${gb} GB ${disk.type} each${ssd}`,
    charges: [...machine.charges, disk, ...localSsdCharges(localSsds * count, scale, prices)],
    assumes: [...machine.assumes, ...(isRegional(resource) ? (["zonesOfRegion"] as const) : [])],
  };
}

function localSsdsOf(config: Reader): number {
  const [ephemeral, block] = ["ephemeral_storage_local_ssd_config", "local_nvme_ssd_block_config"];
  return (
    (config.number("local_ssd_count") ?? 0) +
    (config.block(ephemeral).number("local_ssd_count") ?? 0) +
    (config.block(block).number("local_ssd_count") ?? 0)
  );
}

/** Zones that have so many nodes each: those that are named, one for a zone, or what a region has. */
function zonesOf(resource: Reader, { usage }: Prices): number {
  return resource.count("node_locations") ?? (isRegional(resource) ? usage.zonesOfRegion : 1);
}

/** Whether nodes stand in all zones of a region. So they do where the location is not known. */
function isRegional(resource: Reader): boolean {
  return resource.count("node_locations") === undefined && !isZone(resource.text("location") ?? "");
}
