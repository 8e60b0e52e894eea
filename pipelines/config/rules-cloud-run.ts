import type { ServicePiece } from "./pieces.js";
import type { Finding } from "./rules.js";
import type { Path } from "./tree.js";

type Resources = ServicePiece["resources"];

const GIB = 1024;

/** Memory in MiB that goes with a number of CPUs. Source: Cloud Run, "Configure CPU limits", table of vCPU and memory. */
const MEMORY_BY_CPU: readonly { readonly cpu: number; readonly min: number; readonly max: number }[] = [
  { cpu: 0.08, min: 128, max: 512 },
  { cpu: 0.5, min: 128, max: GIB },
  { cpu: 1, min: 128, max: 4 * GIB },
  { cpu: 2, min: 128, max: 8 * GIB },
  { cpu: 4, min: 2 * GIB, max: 16 * GIB },
  { cpu: 6, min: 4 * GIB, max: 24 * GIB },
  { cpu: 8, min: 4 * GIB, max: 32 * GIB },
];

/** Least CPUs and MiB beside a GPU. Source: Cloud Run, "GPU support for services". */
const BESIDE_GPU = {
  "nvidia-l4": { cpu: 4, memory: 16 * GIB },
  "nvidia-rtx-pro-6000": { cpu: 20, memory: 80 * GIB },
} as const;

/** What Cloud Run refuses about the machine, the probes and the network of a service. */
export function cloudRunRules(service: Partial<ServicePiece>, path: Path): Finding[] {
  const { resources, scaling } = service;
  return [
    ...(resources ? machine(resources, [...path, "resources"]) : []),
    ...(resources && scaling ? smallCpu(resources, scaling.concurrency, path) : []),
    ...probes(service.probes ?? {}, [...path, "probes"]),
    ...network(service.vpc, [...path, "vpc"]),
  ];
}

function machine({ cpu, memory, gpu, cpuIdle }: Resources, path: Path): Finding[] {
  if (gpu !== undefined) {
    const least = BESIDE_GPU[gpu.type];
    const findings: Finding[] = [];
    const beside = `beside ${gpu.type}`;
    if (cpu < least.cpu)
      findings.push({ path: [...path, "cpu"], seen: `${cpu}`, allowed: `at least ${least.cpu} ${beside}` });
    if (memory < least.memory) {
      findings.push({
        path: [...path, "memory"],
        seen: `${memory}Mi`,
        allowed: `at least ${least.memory / GIB}Gi ${beside}`,
      });
    }
    if (cpuIdle) findings.push({ path: [...path, "cpuIdle"], seen: "true", allowed: `false ${beside}` });
    return findings;
  }
  if (cpu > 1 && !MEMORY_BY_CPU.some((row) => row.cpu === cpu)) {
    return [{ path: [...path, "cpu"], seen: `${cpu}`, allowed: "up to 1, or 2, 4, 6 or 8, without a GPU" }];
  }
  const row = MEMORY_BY_CPU.findLast((candidate) => candidate.cpu <= cpu);
  if (row === undefined || (memory >= row.min && memory <= row.max)) return [];
  const size = (mebibytes: number) => (mebibytes % GIB === 0 ? `${mebibytes / GIB}Gi` : `${mebibytes}Mi`);
  const allowed = `${size(row.min)} to ${size(row.max)} with ${cpu} CPU`;
  return [{ path: [...path, "memory"], seen: size(memory), allowed }];
}

function smallCpu({ cpu, cpuIdle }: Resources, concurrency: number, path: Path): Finding[] {
  if (cpu >= 1) return [];
  const findings: Finding[] = [];
  const less = "with less than 1 CPU";
  if (concurrency > 1)
    findings.push({ path: [...path, "scaling", "concurrency"], seen: `${concurrency}`, allowed: `1 ${less}` });
  if (!cpuIdle) findings.push({ path: [...path, "resources", "cpuIdle"], seen: "false", allowed: `true ${less}` });
  return findings;
}

function probes(probesOf: ServicePiece["probes"], path: Path): Finding[] {
  const findings: Finding[] = [];
  for (const [kind, probe] of Object.entries(probesOf)) {
    if (probe === undefined) continue;
    if (probe.timeout > probe.every) {
      const allowed = `at most the time between probes, ${probe.every}s`;
      findings.push({ path: [...path, kind, "timeout"], seen: `${probe.timeout}s`, allowed });
    }
    if (kind === "startup" && probe.every * probe.failures > 240) {
      const seen = `${probe.failures} times ${probe.every}s`;
      findings.push({ path: [...path, kind, "failures"], seen, allowed: "a start of at most 240s in all" });
    }
  }
  return findings;
}

function network(vpc: ServicePiece["vpc"], path: Path): Finding[] {
  if (vpc === undefined) return [];
  const direct = vpc.network !== undefined || vpc.subnet !== undefined;
  if (direct !== (vpc.connector !== undefined)) return [];
  const seen = direct ? "both a connector and a network" : "neither a connector nor a network";
  return [{ path, seen, allowed: "a connector, or network and subnet" }];
}
