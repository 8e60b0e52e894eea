import { type Pieces, platformOf, type SettingsPiece } from "./pieces.js";
import type { Finding } from "./rules.js";
import { windowRules } from "./rules-service.js";
import { at, type Path } from "./tree.js";

/** What contradicts itself in what all services of an environment share. */
export function sharedRules({ canary, budget, timezone, windows = [], freezes = [] }: Pieces): Finding[] {
  const shares = canary?.steps.map((step) => (typeof step === "number" ? step : step.share)) ?? [];
  const alerts = budget?.alerts ?? [];
  return [
    ...rising(shares, ["canary", "steps"]),
    ...rising(alerts, ["budget", "alerts"]),
    ...windowRules(windows, ["windows"]),
    ...freezes.flatMap(({ from, to }, index): Finding[] =>
      from <= to ? [] : [{ path: ["freezes", index, "to"], seen: to, allowed: `a day from ${from} on` }],
    ),
    ...(timezone === undefined || isZone(timezone)
      ? []
      : [
          {
            path: ["timezone"],
            seen: JSON.stringify(timezone),
            allowed: "a time zone such as Africa/Johannesburg or UTC",
          },
        ]),
  ];
}

function rising(shares: readonly number[], path: Path): Finding[] {
  if (shares.every((share, index) => index === 0 || share > (shares[index - 1] ?? 0))) return [];
  return [{ path, seen: shares.map((share) => `${share}%`).join(", "), allowed: "each more than the one before" }];
}

function isZone(timezone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: timezone });
    return true;
  } catch {
    return false;
  }
}

/** What a target needs, and what goes together in one environment. */
export function environmentRules(pieces: Pieces): Finding[] {
  const { environment, services } = pieces;
  if (environment === undefined) return [];
  const { settings } = environment;
  const path = ["environments", environment.name];
  const findings = [...targetRules(settings, pieces, path), ...regionRules(settings, services, path)];
  if (settings.seed && settings.approval === "required") {
    const allowed = "false where approval is required: seeds are not for production";
    findings.push({ path: [...path, "seed"], seen: "true", allowed });
  }
  return findings;
}

function targetRules(settings: Partial<SettingsPiece>, { tree, services }: Pieces, path: Path): Finding[] {
  const { target } = settings;
  if (target === undefined || target === "local") return [];
  const findings: Finding[] = [];
  const need = (key: string, allowed: string) => {
    if (at(tree, [...path, key]) === undefined) findings.push({ path: [...path, key], seen: "nothing", allowed });
  };
  if ([...services.values()].some((service) => platformOf(service, target) === "cloud-run")) {
    need("project", "the id of a Google Cloud project");
    need("regions", "at least one region, such as [europe-west6]");
  }
  if (target === "gitops") {
    need("gitops", "a map with repository, path, token and argocd");
    return findings;
  }
  if (settings.gitops !== undefined) {
    findings.push({
      path: [...path, "gitops"],
      seen: `target ${target}`,
      allowed: "nothing, unless the target is gitops",
    });
  }
  for (const [name, service] of services) {
    if (service.platform !== "gitops") continue;
    const allowed = "cloud-run, unless the environment's target is gitops";
    findings.push({ path: ["services", name, "platform"], seen: "gitops", allowed });
  }
  return findings;
}

function regionRules({ target, regions }: Partial<SettingsPiece>, services: Pieces["services"], path: Path): Finding[] {
  const all = regions?.flat() ?? [];
  const findings: Finding[] = all
    .filter((region, index) => all.indexOf(region) < index)
    .map((region) => ({ path: [...path, "regions"], seen: `${region} twice`, allowed: "each region once" }));
  if (target === "local" || regions === undefined) return findings;
  for (const [name, service] of services) {
    for (const [index, region] of (service.regions ?? []).entries()) {
      if (all.includes(region)) continue;
      findings.push({ path: ["services", name, "regions", index], seen: region, allowed: all.join(", ") });
    }
  }
  return findings;
}

/** Two environments never share a Terraform state: where the folder is the same, the workspace is not. */
export function stateRules(all: readonly Pieces[]): Finding[] {
  const owners = new Map<string, string>();
  return all.flatMap(({ environment }): Finding[] => {
    const terraform = environment?.settings.terraform;
    if (environment === undefined || terraform === undefined) return [];
    const { path, workspace = "default" } = typeof terraform === "string" ? { path: terraform } : terraform;
    const owner = owners.get(`${path} ${workspace}`);
    owners.set(`${path} ${workspace}`, owner ?? environment.name);
    if (owner === undefined) return [];
    const seen = `the state of ${owner} (${path}, workspace ${workspace})`;
    const allowed = "another folder, or the same folder with another workspace";
    return [{ path: ["environments", environment.name, "terraform"], seen, allowed }];
  });
}
