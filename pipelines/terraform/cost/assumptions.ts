import type { Charge } from "./bill.js";
import { HOURS_PER_MONTH } from "./price.js";
import type { Prices } from "./prices.js";

/** What a plan does not tell and a price supposes, in the order in which an estimate lists it. */
const SUPPOSED = {
  sustainedUse: ({ machines: { families } }) => {
    const shares = Object.entries(families).filter(([, family]) => family.sustainedShare < 1);
    const told = shares.map(([name, { sustainedShare }]) => `${name} ${percent(1 - sustainedShare)}`);
    return `Machines run all month and get the sustained-use discount: ${told.join(", ")}`;
  },
  spot: ({ machines: { families } }) => {
    const shares = Object.entries(families).map(([name, { spotShare }]) => `${name} ${percent(spotShare)}`);
    return `Spot machines cost a share of the list price, which moves: ${shares.join(", ")}`;
  },
  zonesOfRegion: ({ usage }) => `Node pools of a region have their nodes in ${usage.zonesOfRegion} zones`,
  autoscaling: () => "Node pools that scale are at their minimum, 100 % of the time",
  autopilot: () => "Pods of Autopilot clusters are by use and count as 0 USD",
  sqlBackups: () => "Backups of a database take as many GB as its disk, 1 to 1",
  redisReplicas: () => "Each node of a Redis instance with read replicas costs half of a standard instance, 0.5 to 1",
  runActive: ({ usage }) =>
    `Cloud Run services at their minimum instances are idle except ${usage.activePercent} % of the time`,
  runAbove: () => "Cloud Run requests, and instances above the minimum, count as 0 USD",
  functions: () => "Functions that keep no instances count as 0 USD",
  nat: ({ usage, network }) =>
    `Each NAT gateway serves ${usage.natMachines} machines (from ${network.natMachinesAtMost} on it costs no more) and 0 GB of data`,
  addresses: () => "Static external addresses of a region are in use by 1 machine or NAT gateway each",
  forwardingRules: ({ network }) =>
    `The first ${network.firstForwardingRulesCount} forwarding rules of a project share one price; their data is 0 GB`,
  armor: () => "Cloud Armor counts every rule, the default one too, and 0 requests",
  keyVersions: () => "KMS keys have 1 active version and 0 operations",
  secretVersions: () => "Secret versions lie in 1 location and are read 0 times",
  bucketStorage: ({ usage }) => `Each bucket holds ${usage.bucketGb} GB, with 0 operations and 0 GB of data out`,
  registryStorage: ({ usage }) => `Each Artifact Registry repository holds ${usage.registryGb} GB`,
  apigee: () => "Apigee is paid as you go, each environment is in 1 region, and calls count as 0 USD",
} satisfies Readonly<Record<string, (prices: Prices) => string>>;

export type AssumptionId = keyof typeof SUPPOSED;

/** One sentence for everything that an estimate of these charges rests on. */
export function assumptionsOf(
  { charges, assumes }: { readonly charges: readonly Charge[]; readonly assumes: ReadonlySet<AssumptionId> },
  prices: Prices,
): string[] {
  const used = (Object.keys(SUPPOSED) as AssumptionId[]).filter((id) => assumes.has(id));
  if (charges.length === 0) return used.map((id) => `${SUPPOSED[id](prices)}.`);
  const isByTime = charges.some(({ price }) => price.per !== "month" && price.per !== "GB-month");
  const oldest = charges.map(({ price }) => price.asOf).reduce((one, other) => (other < one ? other : one));
  return [
    ...(isByTime ? [`${HOURS_PER_MONTH} hours a month.`] : []),
    "List prices, with 0 % discount by commitment or contract and without free tiers.",
    ...(oldest < prices.asOf
      ? [`The oldest price used is of ${oldest}, the newest in the table of ${prices.asOf}.`]
      : []),
    ...regionsOf(charges),
    ...used.map((id) => `${SUPPOSED[id](prices)}.`),
  ];
}

function regionsOf(charges: readonly Charge[]): string[] {
  const factors = new Map<string, Map<string, Set<number>>>();
  const unlisted = new Set<string>();
  for (const { scale } of charges) {
    if (scale === undefined) continue;
    const region = scale.region ?? "a region that is not known";
    if (!scale.isListed) unlisted.add(region);
    const ofRegion = factors.get(region) ?? factors.set(region, new Map()).get(region);
    const ofThing = ofRegion?.get(scale.what) ?? ofRegion?.set(scale.what, new Set()).get(scale.what);
    ofThing?.add(Math.round(scale.factor * 1000) / 1000);
  }
  if (factors.size === 0) return [];
  factors.delete("us-central1");
  const told = [...factors].sort(byName).map(([region, things]) => {
    const parts = [...things].sort(byName).map(([what, values]) => `${[...values].sort().join(" and ")} for ${what}`);
    return `; ${region}${unlisted.has(region) ? " (not in the table: the dearest)" : ""} at factor ${parts.join(", ")}`;
  });
  return [`Prices are those of us-central1${told.join("")}.`];
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}
