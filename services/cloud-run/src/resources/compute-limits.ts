import type { PlainMessage } from "../plain-message.js";
import { child, text } from "./fields.js";
import type { Violations } from "./violations.js";

const UNITS: Readonly<Record<string, number>> = {
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
};
const MIB = 2 ** 20;
const GIB = 2 ** 30;

/** Bytes of a Kubernetes quantity such as `512Mi`; undefined where it is none. */
export function memoryBytes(quantity: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(k|M|G|Ki|Mi|Gi)?$/.exec(quantity);
  const unit = UNITS[match?.[2] ?? ""];
  return match === null || unit === undefined ? undefined : Number(match[1]) * unit;
}

/** CPUs in thousandths, of `1`, `1000m` or `0.5`; undefined where it is none. */
export function cpuMillis(quantity: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(m)?$/.exec(quantity);
  return match === null ? undefined : Math.round(Number(match[1]) * (match[2] === "m" ? 1 : 1000));
}

/** Fewest CPU thousandths for more than so much memory. https://cloud.google.com/run/docs/configuring/memory-limits */
const CPU_FOR_MEMORY = [
  [24 * GIB, 8000],
  [16 * GIB, 6000],
  [8 * GIB, 4000],
  [4 * GIB, 2000],
  [GIB, 1000],
  [512 * MIB, 500],
] as const;

/** Least memory for so many CPU thousandths. https://cloud.google.com/run/docs/configuring/cpu */
const MEMORY_FOR_CPU = [
  [8000, 4 * GIB],
  [6000, 4 * GIB],
  [4000, 2 * GIB],
] as const;

/** Forms and limits of `resources.limits`, and how CPU and memory go together. */
export function checkResources(resources: PlainMessage | undefined, path: string, violations: Violations): void {
  const limits = child(resources, "limits") ?? {};
  for (const key of Object.keys(limits)) {
    violations.require(
      ["cpu", "memory", "nvidia.com/gpu"].includes(key),
      `${path}.limits`,
      `Only 'memory', 'cpu' and 'nvidia.com/gpu' keys in the map are supported, not '${key}'`,
    );
  }
  const cpu = cpuMillis(text(limits, "cpu") || "1000m");
  const memory = memoryBytes(text(limits, "memory") || "512Mi");
  const isCpu = cpu !== undefined && ((cpu >= 80 && cpu <= 1000) || [2000, 4000, 6000, 8000].includes(cpu));
  violations.require(
    isCpu,
    `${path}.limits.cpu`,
    `Invalid value specified for cpu: '${text(limits, "cpu")}'. Supported are 0.08 to 1, 2, 4, 6 and 8`,
  );
  violations.require(
    memory !== undefined && memory >= 128 * MIB && memory <= 32 * GIB,
    `${path}.limits.memory`,
    `Invalid value specified for memory: '${text(limits, "memory")}'. Supported is 128Mi to 32Gi`,
  );
  if (!isCpu || cpu === undefined || memory === undefined) {
    return;
  }
  const need = CPU_FOR_MEMORY.find(([above]) => memory > above);
  if (need !== undefined && cpu < need[1]) {
    violations.add(
      `${path}.limits.cpu`,
      `Invalid value specified for cpu: for this memory at least ${need[1]}m is needed`,
    );
  }
  const least = MEMORY_FOR_CPU.find(([atLeast]) => cpu >= atLeast);
  if (least !== undefined && memory < least[1]) {
    violations.add(
      `${path}.limits.memory`,
      `Invalid value specified for memory: for this cpu at least ${least[1] / GIB}Gi is needed`,
    );
  }
}
