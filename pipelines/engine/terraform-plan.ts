import { join } from "node:path";
import type { Container, Directory, File } from "@dagger.io/dagger";
import { SlipwayError } from "../errors/index.js";
import {
  estimateCost,
  judgeGate,
  MANIFEST,
  type Manifest,
  PLAN_FILE,
  type Plan,
  type PlanResult,
  planCommand,
  readAllowances,
  readManifest,
  readPlan,
  refusals,
} from "../terraform/index.js";
import { interruptedNote, rescuedState } from "./terraform-journal.js";
import type { Site } from "./terraform-site.js";

/** A plan, judged, and the container that it is in. */
export interface Planned {
  readonly container: Container;
  readonly result: PlanResult;
}

/** A new plan of what is checked out. */
export async function planned(site: Site, { isDestroy = false } = {}): Promise<Planned> {
  const { machine, settings, environment } = site;
  const { container: ready, journal } = await machine.ready(await machine.prepared());
  if (journal.isRescued) throw rescuedState(environment.name);
  const varFiles = settings.varFiles.map((file) => join("/source", file));
  const { container, json } = await machine.planned(ready, planCommand(machine.tool, { varFiles, isDestroy }));
  const notes = journal.began === undefined ? site.notes : [interruptedNote(journal.began), ...site.notes];
  return { container, result: judged({ ...site, notes }, readShown(json), site.call.allow, isDestroy) };
}

/** A saved plan, ready to be applied here; `PLAN_REFUSED`, `PLAN_FILE_INVALID` and the like where it is not. */
export async function opened(
  site: Site,
  saved: File,
): Promise<Planned & { readonly manifest: Omit<Manifest, "format"> }> {
  const { machine, environment, settings, call } = site;
  const prepared = await machine.prepared();
  const folder = unpacked(saved, prepared);
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
  const { container: ready, journal } = await machine.ready(prepared, lockFile);
  if (journal.isRescued) throw rescuedState(environment.name);
  if (journal.began !== undefined && journal.began.createdAt >= manifest.createdAt) {
    throw new SlipwayError("APPLY_INTERRUPTED", {
      what: `An apply to ${environment.name} has begun and not come to its end: it is still running, or it was interrupted.`,
      saw: `the plan made at ${journal.began.createdAt} from commit ${journal.began.commit.slice(0, 12) || "(none)"}`,
      next: "make a new plan: it says who holds the lock if that apply still runs, and shows what is left to do if not. Then apply that one.",
    });
  }
  const container = ready.withFile(PLAN_FILE, folder.file("plan.tfplan"));
  const found = readShown(await machine.shown(container));
  return { container, manifest, result: judged(site, found, [...manifest.allow, ...call.allow], false) };
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

function readShown(json: string): Plan {
  const read = readPlan(json);
  if (read.ok) return read.plan;
  const { reason: _, ...parts } = read.problem;
  throw new SlipwayError("PLAN_UNREADABLE", parts);
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
