import { z } from "zod";
import { type Diagnostic, diagnosticsIn, jsonOf } from "./diagnostics.js";

const Hook = z.looseObject({
  type: z.enum(["apply_start", "apply_complete", "apply_errored"]),
  hook: z.looseObject({
    resource: z.looseObject({ addr: z.string() }),
    action: z.string().optional(),
    elapsed_seconds: z.number().optional(),
  }),
});

/** What became of one resource in an apply. */
export interface AppliedResource {
  readonly address: string;
  /** The tool's word: create, update, delete. */
  readonly action: string;
  /** `begun` is one that was neither finished nor given up when the output ended. */
  readonly outcome: "done" | "failed" | "begun";
  readonly seconds: number | undefined;
}

export interface ApplyLog {
  readonly resources: readonly AppliedResource[];
  readonly diagnostics: readonly Diagnostic[];
}

const OUTCOMES = { apply_start: "begun", apply_complete: "done", apply_errored: "failed" } as const;

/** What `apply -json` printed, as far as it came. */
export function readApplyLog(output: string): ApplyLog {
  const resources = new Map<string, AppliedResource>();
  for (const text of output.split("\n")) {
    if (!text.includes('"apply_')) continue;
    const line = Hook.safeParse(jsonOf(text));
    if (!line.success) continue;
    const { type, hook } = line.data;
    const { addr } = hook.resource;
    const action = hook.action ?? "change";
    resources.set(`${action} ${addr}`, {
      address: addr,
      action,
      outcome: OUTCOMES[type],
      seconds: hook.elapsed_seconds,
    });
  }
  return { resources: [...resources.values()], diagnostics: diagnosticsIn(output) };
}
