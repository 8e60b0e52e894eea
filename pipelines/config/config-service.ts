import { platformOf, type ServicePiece, type SettingsPiece } from "./pieces.js";

type Check = NonNullable<ServicePiece["smoke"]>[number];
type Probe = NonNullable<ServicePiece["probes"]["startup"]>;

/** A service as the rest of the pipeline reads it: units in names, alternatives as unions. */
export function serviceConfig(name: string, service: ServicePiece, target: SettingsPiece["target"] | undefined) {
  const { migrate, resources, probes, timeout, smoke = [], vpc, image, commands, tests, ...rest } = service;
  const { memory, ...machine } = resources;
  return {
    ...rest,
    name,
    image: { ...image, args: image.args ?? {}, context: image.context ?? service.path },
    commands: commandsConfig(commands),
    tests: testsConfig(tests),
    platform: platformOf(service, target ?? "google"),
    needs: rest.needs ?? [],
    env: rest.env ?? {},
    secrets: rest.secrets ?? {},
    labels: rest.labels ?? {},
    cloudsql: rest.cloudsql ?? [],
    resources: { ...machine, memoryMiB: memory },
    scaling: { ...rest.scaling, schedule: rest.scaling.schedule?.map(hoursConfig) ?? [] },
    probes: { startup: probeConfig(probes.startup), liveness: probeConfig(probes.liveness) },
    migrate: migrate && migrateConfig(migrate),
    smoke: smoke.map(checkConfig),
    vpc: vpc && vpcConfig(vpc),
    timeoutSeconds: timeout,
  };
}

function commandsConfig({ timeout, ...commands }: ServicePiece["commands"]) {
  return { ...commands, timeoutSeconds: timeout };
}

function testsConfig({ junit, coverage, minimum }: ServicePiece["tests"]) {
  const { lines, branches, functions } = minimum;
  return { junit, coverage, minimum: { linesPercent: lines, branchesPercent: branches, functionsPercent: functions } };
}

/** Hours of a day in minutes since midnight. */
export function hoursConfig<T extends { readonly from: number; readonly to: number }>({ from, to, ...rest }: T) {
  return { ...rest, fromMinute: from, toMinute: to };
}

function probeConfig(probe: Probe | undefined) {
  if (probe === undefined) return undefined;
  const { get, after, every, timeout, failures } = probe;
  const times = { afterSeconds: after, everySeconds: every, timeoutSeconds: timeout, failures };
  return get === undefined ? { kind: "tcp" as const, ...times } : { kind: "http" as const, path: get, ...times };
}

function migrateConfig({ lockTimeout, timeout, ...commands }: NonNullable<ServicePiece["migrate"]>) {
  return { ...commands, lockTimeoutSeconds: lockTimeout, timeoutSeconds: timeout };
}

function vpcConfig({ connector, network, subnet, tags = [], egress }: NonNullable<ServicePiece["vpc"]>) {
  if (connector !== undefined) return { kind: "connector" as const, connector, egress };
  return { kind: "direct" as const, network, subnet, tags, egress };
}

function checkConfig({ headers = {}, json, body, status, within, expect = {}, retries, ...methods }: Check) {
  const [method, path] = Object.entries(methods).find(([, value]) => value !== undefined) ?? [];
  if (method === undefined || path === undefined) throw new TypeError("a check without a method got past the rules");
  return {
    method: method.toUpperCase() as Uppercase<keyof typeof methods>,
    path,
    headers,
    body: bodyConfig(json, body),
    statuses: [status].flat(),
    withinMillis: within,
    expect: Object.entries(expect).map(([at, value]) => ({ at, ...expectation(value) })),
    retries,
  };
}

function bodyConfig(json: Check["json"], text: string | undefined) {
  if (json !== undefined) return { kind: "json" as const, value: json };
  return text === undefined ? { kind: "none" as const } : { kind: "text" as const, text };
}

const TYPES = ["string", "number", "boolean", "object", "array", "null"] as const;

function expectation(expected: NonNullable<Check["expect"]>[string]) {
  if (typeof expected === "object") return { kind: "value" as const, value: expected.equals };
  const type = TYPES.find((candidate) => candidate === expected);
  return type === undefined ? { kind: "value" as const, value: expected } : { kind: "type" as const, type };
}
