import { MACHINES } from "./prices-machines.js";
import { NETWORK } from "./prices-network.js";
import { REDIS } from "./prices-redis.js";
import { RUN } from "./prices-run.js";
import { SERVICES } from "./prices-services.js";
import { SQL } from "./prices-sql.js";
import { REGIONS } from "./regions.js";

/** List prices in USD, and what is supposed where a plan does not tell how much is used. */
export const PRICES = {
  /** Date of the newest price; an estimate tells when it used an older one. */
  asOf: "2026-09-25",
  regions: REGIONS,
  sql: SQL,
  redis: REDIS,
  run: RUN,
  machines: MACHINES,
  network: NETWORK,
  services: SERVICES,
  usage: {
    /** How much of the time an instance at the minimum of a Cloud Run service serves requests. */
    activePercent: 10,
    /** Machines behind each NAT gateway. */
    natMachines: 4,
    bucketGb: 50,
    registryGb: 20,
    zonesOfRegion: 3,
  },
};

export type Prices = typeof PRICES;
