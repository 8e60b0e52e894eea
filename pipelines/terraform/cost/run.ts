import type { Bill, Charge } from "./bill.js";
import { lookUp } from "./look-up.js";
import type { Price } from "./price.js";
import type { Prices } from "./prices.js";
import type { Reader } from "./reader.js";
import { cores, gigabytes } from "./resource-limits.js";
import { regionOf, type Scale } from "./scale.js";

/** What decides the price of a Cloud Run service, whichever version of the API describes it. */
interface Instances {
  readonly count: number;
  readonly vcpus: number;
  readonly memoryGb: number;
  /** Whether CPU is allocated, and paid for, outside requests too. */
  readonly isAlwaysOn: boolean;
  readonly gpu?: Price | undefined;
  readonly region: string | undefined;
}

/** A service of the v2 API, in one region. With `resources` but without `cpu_idle`, its CPU is always on. */
export function runService(resource: Reader, prices: Prices): Bill | undefined {
  if (resource.count("multi_region_settings") !== undefined) return undefined;
  const template = resource.block("template");
  const scaling = resource.block("scaling");
  const isManual = scaling.text("scaling_mode") === "MANUAL";
  const minimum = isManual
    ? (scaling.number("manual_instance_count") ?? 0)
    : Math.max(scaling.number("min_instance_count") ?? 0, template.block("scaling").number("min_instance_count") ?? 0);
  const containers = template.blocks("containers");
  const limits = containers.map((container) => container.block("resources"));
  const accelerator = template.block("node_selector").text("accelerator");
  const gpu = lookUp(prices.run.gpu, accelerator);
  if (accelerator !== undefined && gpu === undefined) return undefined;
  const isRedundant = template.flag("gpu_zonal_redundancy_disabled") !== true;
  return billOf(
    {
      count: minimum,
      vcpus: sumOf(limits.map((resources) => cores(resources.text("limits", "cpu")))),
      memoryGb: sumOf(limits.map((resources) => gigabytes(resources.text("limits", "memory")))),
      isAlwaysOn:
        gpu !== undefined ||
        containers.some(
          (container, index) => container.count("resources") !== undefined && limits[index]?.flag("cpu_idle") !== true,
        ),
      gpu: isRedundant ? gpu?.redundant : gpu?.zonal,
      region: regionOf(resource, "location"),
    },
    prices,
  );
}

/** A service of the v1 API, which says in annotations how it scales and is billed. */
export function runServiceV1(resource: Reader, prices: Prices): Bill | undefined {
  const template = resource.block("template");
  const annotation = (name: string) => template.block("metadata").text("annotations", name);
  const spec = template.block("spec");
  if (spec.text("node_selector", "run.googleapis.com/accelerator") !== undefined) return undefined;
  const limits = spec.blocks("containers").map((container) => container.block("resources"));
  return billOf(
    {
      count: wholeOf(annotation("autoscaling.knative.dev/minScale")),
      vcpus: sumOf(limits.map((resources) => cores(resources.text("limits", "cpu")))),
      memoryGb: sumOf(limits.map((resources) => gigabytes(resources.text("limits", "memory")))),
      isAlwaysOn: annotation("run.googleapis.com/cpu-throttling") === "false",
      region: regionOf(resource, "location"),
    },
    prices,
  );
}

function billOf(instances: Instances, prices: Prices): Bill {
  const { count, vcpus, memoryGb, isAlwaysOn, gpu } = instances;
  const { run, usage } = prices;
  const scale = scaleOfTier(instances, prices);
  const share = usage.activePercent / 100;
  const parts: readonly (readonly [{ vcpu: Price; memory: Price }, number])[] = isAlwaysOn
    ? [[run.instanceBased, 1]]
    : [
        [run.active, share],
        [run.idle, 1 - share],
      ];
  const charges: Charge[] = parts.flatMap(([{ vcpu, memory }, of]) => [
    { price: vcpu, quantity: count * vcpus * of, scale },
    { price: memory, quantity: count * memoryGb * of, scale },
  ]);
  const size = `${vcpus} vCPU, ${memoryGb} GB`;
  return {
    basis: `minimum ${count} x ${size}, ${isAlwaysOn ? "CPU always on" : "CPU in requests"}${gpu ? ", with GPU" : ""}`,
    charges: count === 0 ? [] : [...charges, ...(gpu === undefined ? [] : [{ price: gpu, quantity: count }])],
    assumes: ["runAbove", ...(count > 0 && !isAlwaysOn ? (["runActive"] as const) : [])],
  };
}

function scaleOfTier({ region, isAlwaysOn }: Instances, { run, regions }: Prices): Scale {
  const isFirst = region !== undefined && run.tier1.includes(region);
  const factor = isAlwaysOn ? run.tier2.instanceBased : run.tier2.requestBased;
  const isListed = region !== undefined && (isFirst || Object.hasOwn(regions, region));
  return { region, what: "Cloud Run", factor: isFirst ? 1 : factor, isListed };
}

/** Without a container that is known there is one of the default size. */
function sumOf(amounts: readonly number[]): number {
  return amounts.length === 0 ? 1 : amounts.reduce((sum, amount) => sum + amount, 0);
}

function wholeOf(text: string | undefined): number {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : 0;
}
