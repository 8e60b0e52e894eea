import { hoursConfig, serviceConfig } from "./config-service.js";
import type { Pieces, ServicePiece, SettingsPiece } from "./pieces.js";

type Canary = NonNullable<Pieces["canary"]>;
type Scan = NonNullable<Pieces["scan"]>;
type Target = SettingsPiece["target"];

const KINDS = ["vulnerabilities", "misconfigurations", "secrets", "licenses"] as const;

function canaryConfig({ steps, hold, objectives, inconclusive, alpha, watch, ...rest }: Canary) {
  const { slow } = objectives;
  return {
    ...rest,
    steps: steps.map((step) => {
      const { share, hold: own = hold } = typeof step === "number" ? { share: step } : step;
      return { sharePercent: share, holdSeconds: own };
    }),
    objectives: {
      errorRatePercent: objectives.errors,
      slow: slow && { overMillis: slow.over, ratePercent: slow.at },
    },
    inconclusive: { allow: inconclusive.allow, action: inconclusive.then },
    alphaPercent: alpha,
    watchSeconds: watch,
  };
}

function scanConfig({ fail, ignore = [], database, ...rest }: Scan) {
  const { critical, high, medium, low } = fail;
  const everyKind = { critical, high, medium, low };
  const limits = KINDS.map((kind) => [kind, { ...everyKind, ...fail[kind] }] as const);
  return {
    ...rest,
    limits: Object.fromEntries(limits) as Record<(typeof KINDS)[number], typeof everyKind>,
    ignore,
    database: { file: database.file, repository: database.repository, maxAgeSeconds: database.maxAge },
  };
}

function terraformConfig({ planMaxAge, ...rest }: NonNullable<Pieces["terraform"]>) {
  return { ...rest, planMaxAgeSeconds: planMaxAge };
}

/** What is the same for all services of one environment, or outside all environments. Only for pieces without problems. */
export function sharedConfig(pieces: Pieces, target?: Target) {
  const { budget } = pieces;
  const services = [...pieces.services].map(
    ([name, service]) => [name, serviceConfig(name, service as ServicePiece, target)] as const,
  );
  return {
    name: sound(pieces.name),
    repository: pieces.repository,
    services: Object.fromEntries(services),
    registry: pieces.registry,
    canary: canaryConfig(sound(pieces.canary)),
    scan: scanConfig(sound(pieces.scan)),
    budget: budget && { monthly: budget.monthly, alertPercents: budget.alerts },
    notify: sound(pieces.notify),
    timezone: sound(pieces.timezone),
    windows: pieces.windows?.map(hoursConfig) ?? [],
    freezes: pieces.freezes ?? [],
    terraform: terraformConfig(sound(pieces.terraform)),
  };
}

/** What a release into one environment needs to know. Only for pieces without problems. */
export function environmentConfig(pieces: Pieces) {
  const { name, settings } = sound(pieces.environment);
  const {
    identity,
    branch = [],
    tag = [],
    approval,
    promoteFrom,
    seed,
    preview,
    terraform,
    ...rest
  } = settings as SettingsPiece;
  const { name: product, terraform: tool, ...shared } = sharedConfig(pieces, rest.target);
  return {
    ...shared,
    name,
    product,
    target: targetConfig(rest),
    identity,
    terraform: terraform === undefined ? undefined : { ...tool, ...folderConfig(terraform) },
    branches: [branch].flat(),
    tags: [tag].flat(),
    needsApproval: approval === "required",
    promoteFrom,
    seed,
    preview: preview && { ttlSeconds: preview.ttl },
  };
}

function targetConfig({
  target,
  project,
  regions = [],
  gitops,
}: Pick<SettingsPiece, "target" | "project" | "regions" | "gitops">) {
  const waves = regions.map((wave) => [wave].flat());
  switch (target) {
    case "local":
      return { kind: target };
    case "google":
      return { kind: target, project: sound(project), waves };
    case "gitops": {
      const { wait, ...repository } = sound(gitops);
      return { kind: target, ...repository, waitSeconds: wait, project, waves };
    }
    default:
      return target satisfies never;
  }
}

function folderConfig(terraform: NonNullable<SettingsPiece["terraform"]>) {
  const folder = typeof terraform === "string" ? { path: terraform } : terraform;
  return { path: folder.path, workspace: folder.workspace, varFiles: folder.varFiles ?? [], allow: folder.allow ?? [] };
}

function sound<T>(value: T | undefined): T {
  if (value === undefined) throw new TypeError("a file with problems was taken for a sound one");
  return value;
}
