import type { File } from "@dagger.io/dagger";
import { SlipwayError } from "../errors/index.js";
import {
  applyCommand,
  applyText,
  driftJson,
  driftOf,
  driftText,
  failureOf,
  isDrifted,
  MANIFEST,
  type Manifest,
  manifestText,
  planJson,
  planSummary,
  planText,
  pushStateCommand,
  readApplyLog,
} from "../terraform/index.js";
import { APPLY, hasRescued, RESCUED, STATE } from "./terraform-journal.js";
import { opened, type Planned, planned } from "./terraform-plan.js";
import { type InfrastructureCall, type Site, siteOf } from "./terraform-site.js";

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
  const { container, journal } = await machine.ready(await machine.prepared());
  if (!journal.isRescued) return `There is nothing to recover for ${call.env}.\n`;
  const pushed = await machine.step(container, "state push", pushStateCommand(machine.tool, RESCUED));
  await pushed.container.withExec(["mv", RESCUED, `${STATE}/pushed.tfstate`]).sync();
  return `The state that was kept for ${call.env} is where it belongs. Make a new plan: it shows what is left to do.\n`;
}

/** The lock file of an environment's providers, with their checksums for some platforms. */
export async function providerLock(call: InfrastructureCall, platforms: readonly string[]): Promise<File> {
  const { machine } = await siteOf(call);
  return machine.locked(platforms);
}

async function carriedOut(
  { machine, environment }: Site,
  { container, result, manifest }: Planned & { readonly manifest: Omit<Manifest, "format"> },
): Promise<string> {
  const began = performance.now();
  // The apply's own moment: what was planned before it is refused if it does not come to its end.
  const journal = manifestText({ ...manifest, createdAt: new Date().toISOString() });
  const beginning = container.withNewFile("/run/slipway/began.json", journal);
  const command = ["sh", "-c", APPLY, "sh", STATE, "/run/slipway/began.json", ...applyCommand(machine.tool)];
  const ran = await machine.tried(beginning, "apply", command);
  const seconds = (performance.now() - began) / 1000;
  const failure =
    ran.exitCode === 0
      ? undefined
      : failureOf({ ...ran, tool: machine.tool, step: "apply", environment: environment.name });
  const log = readApplyLog(ran.stdout);
  // It was refused before anything began: there is nothing to report but that.
  if (failure !== undefined && log.resources.length === 0) throw failure;
  const isRescued = failure !== undefined && (await hasRescued(ran.ended));
  const text = applyText({ planned: result, log, seconds, failure, isRescued });
  if (failure !== undefined) throw new Error(text.trimEnd(), { cause: failure });
  return text;
}
