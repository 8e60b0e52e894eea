import type { Bill } from "./bill.js";
import { lookUp } from "./look-up.js";
import type { Price } from "./price.js";
import type { Prices } from "./prices.js";
import type { Reader } from "./reader.js";
import { regionOf, scaleOf } from "./scale.js";

/** A key, with its one active version. Keys outside of Google Cloud are not priced. */
export function cryptoKey(resource: Reader, prices: Prices): Bill | undefined {
  if (resource.flag("skip_initial_version_creation") === true) return { basis: "no version", charges: [] };
  const template = resource.block("version_template");
  return keyVersion(template.text("protection_level"), template.text("algorithm"), prices);
}

export function cryptoKeyVersion(resource: Reader, prices: Prices): Bill | undefined {
  return keyVersion(resource.text("protection_level"), resource.text("algorithm"), prices);
}

function keyVersion(level = "SOFTWARE", algorithm = "GOOGLE_SYMMETRIC_ENCRYPTION", prices: Prices): Bill | undefined {
  if (level !== "SOFTWARE" && level !== "HSM") return undefined;
  const { software, hsm, hsmLarge } = prices.services.keyVersion;
  const isSmall = algorithm === "GOOGLE_SYMMETRIC_ENCRYPTION" || algorithm.includes("_2048_");
  const price = level === "SOFTWARE" ? software : isSmall ? hsm : hsmLarge;
  return {
    basis: `1 active version, ${level === "HSM" ? "in an HSM" : "in software"}`,
    charges: [{ price, quantity: 1 }],
    assumes: ["keyVersions"],
  };
}

export function secretVersion(_resource: Reader, { services }: Prices): Bill {
  const charges = [{ price: services.secretVersion, quantity: 1 }];
  return { basis: "1 version", charges, assumes: ["secretVersions"] };
}

export function dnsZone(_resource: Reader, { services }: Prices): Bill {
  return { basis: "zone", charges: [{ price: services.dnsZone, quantity: 1 }] };
}

export function schedulerJob(_resource: Reader, { services }: Prices): Bill {
  return { basis: "job", charges: [{ price: services.schedulerJob, quantity: 1 }] };
}

/** A repository of Artifact Registry; one that only shows others stores nothing. */
export function registryRepository(resource: Reader, { services, usage }: Prices): Bill {
  if (resource.text("mode") === "VIRTUAL_REPOSITORY") return { basis: "virtual, stores nothing", charges: [] };
  const charges = [{ price: services.registry, quantity: usage.registryGb }];
  return { basis: `${usage.registryGb} GB supposed`, charges, assumes: ["registryStorage"] };
}

/** A bucket, by where it lies and its class. */
export function bucket(resource: Reader, prices: Prices): Bill | undefined {
  const { services, usage } = prices;
  const location = (resource.text("location") ?? "US").toLowerCase();
  const name = (resource.text("storage_class") ?? "STANDARD").toUpperCase();
  const isDual =
    resource.count("custom_placement_config") !== undefined || ["nam4", "eur4", "asia1"].includes(location);
  const isMulti = ["us", "eu", "asia"].includes(location);
  const spread = isDual ? "dual-region" : isMulti ? "multi-region" : "region";
  const price = lookUp<Price>(services.storage[spread], name);
  if (price === undefined) return undefined;
  const scale = spread === "region" ? scaleOf(regionOf(resource, "location"), "storage", prices) : undefined;
  return {
    basis: `${usage.bucketGb} GB ${name} supposed, ${spread}`,
    charges: [{ price, quantity: usage.bucketGb, scale }],
    assumes: ["bucketStorage"],
  };
}

/** An environment of Apigee, paid as you go. */
export function apigeeEnvironment(resource: Reader, { services }: Prices): Bill | undefined {
  const type = resource.text("type") ?? "BASE";
  const price = lookUp(services.apigeeEnvironment, type);
  return price && { basis: `${type} environment`, charges: [{ price, quantity: 1 }], assumes: ["apigee"] };
}

/** A function without instances that are kept; those that keep some are not priced. */
export function functionByUse(resource: Reader): Bill | undefined {
  const kept = resource.block("service_config").number("min_instance_count") ?? resource.number("min_instances") ?? 0;
  return kept === 0 ? { basis: "no instances kept, by use only", charges: [], assumes: ["functions"] } : undefined;
}
