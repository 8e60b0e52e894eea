import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Container, Directory, File } from "@dagger.io/dagger";
import { type Environment, environmentOf } from "../config/index.js";
import { SlipwayError } from "../errors/index.js";
import {
  type ApplyResult,
  applyCommand,
  applyText,
  driftJson,
  driftOf,
  driftText,
  estimateCost,
  failureOf,
  hasBackend,
  isDrifted,
  judgeGate,
  MANIFEST,
  type Manifest,
  manifestText,
  PLAN_FILE,
  type Plan,
  type PlanResult,
  planCommand,
  planJson,
  planSummary,
  planText,
  pushStateCommand,
  readAllowances,
  readApplyLog,
  readManifest,
  readPlan,
  refusals,
} from "../terraform/index.js";
import { History } from "./history.js";
import { Pins } from "./pins.js";
import { readSource } from "./source.js";
import { SourceTree } from "./source-tree.js";
import { readTerraformFiles } from "./terraform-files.js";
import { type Credentials, STATE, TerraformMachine } from "./terraform-machine.js";

/** What a call says of the infrastructure it is about. */
export interface InfrastructureCall extends Credentials {
  readonly source: Directory;
  readonly env: string;
  /** Empty: the one that slipway.yaml names, or the default one. */
  readonly workspace: string;
  readonly allow: readonly string[];
  readonly mirror?: Directory | undefined;
}

type Format = "text" | "json" | "summary";

/** Plans, or reads a saved plan, and tells what it would do; an error with the same text where the gate stops it. */
export async function plan(call: InfrastructureCall, saved: File | undefined, format: Format): Promise<string> {
  const site = await siteOf(call);
  const { result } = saved === undefined ? await planned(site) : await opened(site, saved);
  const text = { text: planText, json: planJson, summary: planSummary }[format](result);
  if (result.gate.outcome === "stopped") throw new Error(text.trimEnd());
  return text;
}

/** Plans, and gives the plan as a file that `apply` takes. */
export async function savedPlan(call: InfrastructureCall): Promise<File> {
  const site = await siteOf(call);
  const { container } = await planned(site);
  const lockFile = await site.machine.lockFileOf(container);
  const archive = `/run/slipway/${call.env}.plan`;
  const parts = [MANIFEST, "plan.tfplan", ...(lockFile === undefined ? [] : ["lock.hcl"])];
  let packed = container.withNewFile(`/run/slipway/${MANIFEST}`, manifestText(site.manifest));
  if (lockFile !== undefined) packed = packed.withFile("/run/slipway/lock.hcl", lockFile);
  return packed
    .withExec(["tar", "-czf", archive, "-C", "/run/slipway", ...parts])
    .file(archive)
    .sync();
}

/** Applies a saved plan, exactly that one, and tells what was done. */
export async function apply(call: InfrastructureCall, saved: File): Promise<string> {
  const site = await siteOf(call);
  const { container, result, manifest } = await opened(site, saved);
  if (result.gate.outcome === "stopped") {
    throw new SlipwayError("PLAN_STOPPED", {
      what: `The gate stops this plan. Nothing was applied to ${call.env}.`,
      saw: `\n${planText(result).trimEnd()}`,
      next: "change what it stops, or let it through by name with --allow RULE=ADDRESS.",
    });
  }
  return carriedOut(site, { container, result, manifest });
}

/** Tells how what is there differs from what is described; an error with the same text where it does. */
export async function drift(call: InfrastructureCall, format: Format): Promise<string> {
  const site = await siteOf(call);
  const { plan: found } = (await planned(site)).result;
  const text = format === "json" ? driftJson(call.env, found) : driftText(call.env, found);
  if (isDrifted(driftOf(found))) throw new Error(text.trimEnd());
  return text;
}

/** Destroys what a preview consists of; `DESTROY_REFUSED` for every other environment. */
export async function destroy(call: InfrastructureCall): Promise<string> {
  const site = await siteOf(call);
  if (site.environment.preview === undefined) {
    throw new SlipwayError("DESTROY_REFUSED", {
      what: "Only previews are destroyed.",
      saw: `environment ${call.env} has no \`preview\``,
      next: "for any other environment, remove resources from its Terraform files, and plan and apply that.",
    });
  }
  const { container, result } = await planned(site, { isDestroy: true });
  return carriedOut(site, { container, result, manifest: site.manifest });
}

/** Pushes the state that an apply could not save to where it belongs. */
export async function recover(call: InfrastructureCall): Promise<string> {
  const site = await siteOf(call);
  const { machine } = site;
  const prepared = await machine.prepared();
  const ready = await machine.ready(prepared, undefined);
  const rescued = `${STATE}/rescued.tfstate`;
  if (!(await journalOf(ready)).isRescued) return `There is nothing to recover for ${call.env}.\n`;
  const pushed = await machine.step(ready, "state push", pushStateCommand(machine.tool, rescued));
  await pushed.container.withExec(["mv", rescued, `${STATE}/pushed.tfstate`]).sync();
  return `The state that was kept for ${call.env} is where it belongs. Make a new plan: it shows what is left to do.\n`;
}

interface Site {
  readonly call: InfrastructureCall;
  readonly environment: Environment;
  readonly settings: NonNullable<Environment["terraform"]>;
  readonly workspace: string | undefined;
  readonly machine: TerraformMachine;
  readonly manifest: Omit<Manifest, "format">;
  readonly notes: readonly string[];
}

/** Everything that is known before the tool runs. */
async function siteOf(call: InfrastructureCall): Promise<Site> {
  const { source, env } = call;
  readAllowances(call.allow);
  const [{ config }, pins] = await Promise.all([readSource(source), Pins.of(source)]);
  const environment = environmentOf(config, env);
  const { terraform: settings, preview } = environment;
  if (settings === undefined || !(await source.exists(settings.path))) {
    throw new SlipwayError("INFRASTRUCTURE_NONE", {
      what: `There is no Terraform for ${env}.`,
      saw: settings === undefined ? "no `terraform` in the environment" : `no folder ${settings.path}`,
      next: `name the folder of its root module in slipway.yaml: \`environments: { ${env}: { terraform: infra/environments/${env} } }\`.`,
    });
  }
  if (call.workspace !== "" && preview === undefined) {
    throw new SlipwayError("USAGE", {
      what: "--workspace is for previews: every other environment has the one that slipway.yaml names.",
      saw: `--workspace ${call.workspace}, and environment ${env} has no \`preview\``,
      next: "leave --workspace out.",
    });
  }
  const [files, commit] = await Promise.all([
    readTerraformFiles(source, settings.path),
    new History(source, pins).head(),
  ]);
  if (environment.target.kind !== "local" && !hasBackend(files.texts, settings.path)) {
    throw new SlipwayError("STATE_NOT_KEPT", {
      what: `The state of ${env} would be lost with the container that makes it.`,
      saw: `no backend in ${settings.path}`,
      next: 'add `terraform { backend "gcs" { bucket = "…", prefix = "…" } }` to it.',
    });
  }
  const workspace = call.workspace === "" ? settings.workspace : call.workspace;
  const tree = new SourceTree(source);
  const machine = new TerraformMachine({
    ...{ tree, environment, settings, workspace, files, pins },
    mirror: call.mirror,
    credentials: call,
  });
  const usesProviders = [...files.texts.values()].some((text) => text.includes("required_providers"));
  return {
    call,
    environment,
    settings,
    workspace,
    machine,
    manifest: {
      product: environment.product,
      environment: env,
      workspace,
      commit,
      configDigest: createHash("sha256").update(JSON.stringify(environment)).digest("hex"),
      filesDigest: files.digest,
      tool: machine.tool,
      version: machine.version,
      createdAt: new Date().toISOString(),
      allow: [...call.allow],
    },
    notes:
      usesProviders && !files.hasLockFile
        ? [`Providers are not pinned: there is no .terraform.lock.hcl in ${settings.path}.`]
        : [],
  };
}

interface Planned {
  readonly container: Container;
  readonly result: PlanResult;
}

async function planned(site: Site, { isDestroy = false } = {}): Promise<Planned> {
  const { machine, settings, environment } = site;
  const ready = await machine.ready(await machine.prepared(), undefined);
  const journal = await journalOf(ready);
  if (journal.isRescued) throw rescuedState(environment.name);
  const varFiles = settings.varFiles.map((file) => join("/source", file));
  const made = await machine.step(ready, "plan", planCommand(machine.tool, { varFiles, isDestroy }), [0, 2]);
  const read = await readShown(machine, made.container);
  const notes = journal.began === undefined ? site.notes : [interruptedNote(journal.began), ...site.notes];
  return { container: made.container, result: judged({ ...site, notes }, read, site.call.allow, isDestroy) };
}

/** A saved plan, ready to be applied here; `PLAN_REFUSED`, `PLAN_FILE_INVALID` and the like where it is not. */
async function opened(site: Site, saved: File): Promise<Planned & { readonly manifest: Omit<Manifest, "format"> }> {
  const { machine, environment, settings, call } = site;
  const folder = unpacked(saved, await machine.prepared());
  const entries = await folder.entries().catch((error: unknown) => {
    throw notAPlan("it is no archive of `saved-plan`, or is cut off", error);
  });
  if (![MANIFEST, "plan.tfplan"].every((name) => entries.includes(name))) {
    throw notAPlan(`it holds ${entries.join(", ") || "nothing"}`);
  }
  const read = readManifest(await folder.file(MANIFEST).contents());
  if (!read.ok) throw notAPlan(read.saw);
  const { manifest } = read;
  const refused = refusals(manifest, site.manifest, { now: new Date(), maxAgeSeconds: settings.planMaxAgeSeconds });
  if (refused.length > 0) {
    throw new SlipwayError("PLAN_REFUSED", {
      what: `This plan is not one to apply to ${environment.name} now.`,
      saw: refused.join("\n    "),
      next: "make the plan again from what is checked out, look at it, and apply that one.",
    });
  }
  const lockFile = entries.includes("lock.hcl") ? folder.file("lock.hcl") : undefined;
  const ready = await machine.ready(await machine.prepared(), lockFile);
  const journal = await journalOf(ready);
  if (journal.isRescued) throw rescuedState(environment.name);
  if (journal.began !== undefined && journal.began.createdAt >= manifest.createdAt) {
    throw new SlipwayError("APPLY_INTERRUPTED", {
      what: `An apply to ${environment.name} has begun and not come to its end: it is still running, or it was interrupted.`,
      saw: `the plan made at ${journal.began.createdAt} from commit ${journal.began.commit.slice(0, 12) || "(none)"}`,
      next: "make a new plan: it says who holds the lock if that apply still runs, and shows what is left to do if not. Then apply that one.",
    });
  }
  const container = ready.withFile(PLAN_FILE, folder.file("plan.tfplan"));
  const found = await readShown(machine, container);
  return { container, manifest, result: judged(site, found, [...manifest.allow, ...call.allow], false) };
}

/** One script with one apply in it, so that what is left behind tells whether it came to its end. It reads nothing it is given. */
const APPLY = `
cp "$1" ${STATE}/began.json
shift
"$@"
code=$?
if [ -f errored.tfstate ]; then mv errored.tfstate ${STATE}/rescued.tfstate; fi
rm -f ${STATE}/began.json
exit $code
`;

async function carriedOut(
  { machine, environment }: Site,
  { container, result, manifest }: Planned & { readonly manifest: Omit<Manifest, "format"> },
): Promise<string> {
  const began = performance.now();
  // The apply's own moment: what was planned before it is refused if it does not come to its end.
  const journal = manifestText({ ...manifest, createdAt: new Date().toISOString() });
  const beginning = container.withNewFile("/run/slipway/began.json", journal);
  const command = ["sh", "-c", APPLY, "sh", "/run/slipway/began.json", ...applyCommand(machine.tool)];
  const ran = await machine.tried(beginning, "apply", command);
  const seconds = (performance.now() - began) / 1000;
  const failure =
    ran.exitCode === 0
      ? undefined
      : failureOf({ ...ran, tool: machine.tool, step: "apply", environment: environment.name });
  const isRescued = failure !== undefined && (await journalOf(ran.ended)).isRescued;
  const applied: ApplyResult = { planned: result, log: readApplyLog(ran.stdout), seconds, failure, isRescued };
  const text = applyText(applied);
  if (failure !== undefined) throw new Error(text.trimEnd(), { cause: failure });
  return text;
}

function judged(site: Site, found: Plan, allow: readonly string[], isDestroy: boolean): PlanResult {
  const { settings, environment, workspace, notes } = site;
  const cost = estimateCost(found.changes);
  const levels = isDestroy
    ? (Object.fromEntries(Object.keys(settings.gate).map((rule) => [rule, "off"])) as typeof settings.gate)
    : settings.gate;
  const gate = judgeGate({
    changes: found.changes,
    levels,
    allowances: isDestroy ? [] : [...settings.allow, ...readAllowances([...new Set(allow)])],
    budget: { ...cost, limit: environment.budget?.monthly },
  });
  return { environment: environment.name, workspace, plan: found, gate, cost, notes };
}

async function readShown(machine: TerraformMachine, container: Container): Promise<Plan> {
  const read = readPlan(await machine.shownPlan(container));
  if (read.ok) return read.plan;
  const { reason: _, ...parts } = read.problem;
  throw new SlipwayError("PLAN_UNREADABLE", parts);
}

interface Journal {
  readonly isRescued: boolean;
  readonly began: Pick<Manifest, "createdAt" | "commit"> | undefined;
}

const LOOK = `
if [ -f ${STATE}/rescued.tfstate ]; then echo rescued; else echo none; fi
if [ -f ${STATE}/began.json ]; then cat ${STATE}/began.json; fi
`;

/** What an earlier apply from this engine has left behind. */
async function journalOf(container: Container): Promise<Journal> {
  const [rescued = "", ...rest] = (await container.withExec(["sh", "-c", LOOK]).stdout()).split("\n");
  const began = readManifest(rest.join("\n"));
  return { isRescued: rescued === "rescued", began: began.ok ? began.manifest : undefined };
}

function interruptedNote({ createdAt, commit }: Pick<Manifest, "createdAt" | "commit">): string {
  return `An earlier apply, begun at ${createdAt} from commit ${commit.slice(0, 12) || "(none)"}, did not come to its end. This plan shows what is left to do.`;
}

function rescuedState(environment: string): SlipwayError {
  return new SlipwayError("STATE_RESCUED", {
    what: `An earlier apply to ${environment} could not save its state, which is kept on this engine.`,
    saw: `${STATE}/rescued.tfstate in the environment's cache volume`,
    next: `run \`dagger call recover --env ${environment}\` first, so that what was made is not forgotten.`,
  });
}

function unpacked(saved: File, program: Container): Directory {
  return program
    .withMountedFile("/run/slipway/saved.plan", saved)
    .withExec(["mkdir", "/run/slipway/saved"])
    .withExec(["tar", "-xzf", "/run/slipway/saved.plan", "-C", "/run/slipway/saved"])
    .directory("/run/slipway/saved");
}

function notAPlan(saw: string, cause?: unknown): SlipwayError {
  return new SlipwayError(
    "PLAN_FILE_INVALID",
    {
      what: "The file given with --plan is not a whole saved plan.",
      saw,
      next: "make it with `dagger call saved-plan --env NAME -o FILE`.",
    },
    { cause },
  );
}
