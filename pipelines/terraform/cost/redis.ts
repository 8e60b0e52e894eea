import type { Bill } from "./bill.js";
import type { Prices } from "./prices.js";
import type { Reader } from "./reader.js";
import { regionOf, scaleIn } from "./scale.js";

/** Memorystore for Redis, by its capacity. Derived: with read replicas, each node costs half of a standard instance. */
export function redisInstance(resource: Reader, { redis }: Prices): Bill | undefined {
  const name = resource.text("tier") ?? "BASIC";
  if (name !== "BASIC" && name !== "STANDARD_HA") return undefined;
  const gb = resource.number("memory_size_gb") ?? 1;
  const tier = (name === "BASIC" ? redis.basic : redis.standard).findLast(({ fromGb }) => gb >= fromGb);
  if (tier === undefined) return undefined;
  const hasReplicas = name === "STANDARD_HA" && resource.text("read_replicas_mode") === "READ_REPLICAS_ENABLED";
  const replicas = hasReplicas ? (resource.number("replica_count") ?? 2) : 1;
  const scale = scaleIn(tier.factors, regionOf(resource, "region", "location_id"), "Redis capacity");
  return {
    basis: `${name}, ${gb} GB (${tier.name})${hasReplicas ? `, ${replicas} read replicas` : ""}`,
    charges: [{ price: tier.price, quantity: (gb * (1 + replicas)) / 2, scale }],
    assumes: hasReplicas ? ["redisReplicas"] : [],
  };
}
