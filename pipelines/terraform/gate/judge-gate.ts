import type { GateRule } from "../../config/index.js";
import { isChange, type Plan, type ResourceChange } from "../change.js";
import { primitiveRole, serviceAccountKey } from "./access-rules.js";
import { type Allowance, covers } from "./allowance.js";
import { type BudgetQuestion, overBudget } from "./budget-rule.js";
import { destroyBucket, destroyDatabase, destroyKey, destroySecret } from "./loss-rules.js";
import { removeBackups, removeDeletionProtection, removePitr } from "./protection-rules.js";
import { openNetwork, publicBucket, publicDatabase, undecidedAccess } from "./public-rules.js";
import type { Rule } from "./rule.js";

const RULES: Readonly<Record<Exclude<GateRule, "over-budget">, Rule>> = {
  "destroy-database": destroyDatabase,
  "destroy-bucket": destroyBucket,
  "destroy-key": destroyKey,
  "destroy-secret": destroySecret,
  "public-bucket": publicBucket,
  "public-database": publicDatabase,
  "open-network": openNetwork,
  "primitive-role": primitiveRole,
  "service-account-key": serviceAccountKey,
  "remove-deletion-protection": removeDeletionProtection,
  "remove-backups": removeBackups,
  "remove-pitr": removePitr,
};

/** The address that the budget's finding has: it is of no one resource. */
export const ALL_RESOURCES = "all resources";

/** One thing that a plan does and a rule speaks against. */
export interface GateFinding {
  readonly rule: GateRule;
  /** Whether it stops the plan, or is only told. */
  readonly level: "stop" | "warn";
  readonly address: string;
  /** Such as `is replaced: its data goes with it`. */
  readonly what: string;
  /** What lets it through, where something does. */
  readonly allowed: Allowance | undefined;
}

/** What the gate says of a plan, with its evidence. */
export interface GateVerdict {
  readonly outcome: "passed" | "stopped";
  readonly findings: readonly GateFinding[];
  /** Allowances that nothing in this plan needs. */
  readonly unused: readonly Allowance[];
  /** What no rule can judge yet, because it is known only after the apply. */
  readonly undecided: readonly { readonly address: string; readonly attribute: string }[];
}

export interface GateQuestion {
  readonly changes: Plan["changes"];
  readonly levels: Readonly<Record<GateRule, "stop" | "warn" | "off">>;
  readonly allowances: readonly Allowance[];
  readonly budget: BudgetQuestion;
}

/** Holds a plan against the gate's rules. Only what the plan changes counts: what is there already was let in before. */
export function judgeGate({ changes, levels, allowances, budget }: GateQuestion): GateVerdict {
  const changing = changes.filter(isChange);
  const found = [
    ...changing.flatMap((change) => ruleFindings(change)),
    ...overBudget(budget).map((what) => ({ rule: "over-budget" as const, address: ALL_RESOURCES, what })),
  ];
  const findings = found.flatMap(({ rule, address, what }): GateFinding[] => {
    const level = levels[rule];
    if (level === "off") return [];
    return [{ rule, level, address, what, allowed: allowances.find((one) => covers(one, rule, address)) }];
  });
  return {
    outcome: findings.some(isStopping) ? "stopped" : "passed",
    findings,
    unused: allowances.filter((one) => !found.some(({ rule, address }) => covers(one, rule, address))),
    undecided: changing.flatMap((change) =>
      undecidedAccess(change).map((attribute) => ({ address: change.address, attribute })),
    ),
  };
}

/** Whether a finding is what stops a plan. */
export function isStopping({ level, allowed }: GateFinding): boolean {
  return level === "stop" && allowed === undefined;
}

function ruleFindings(change: ResourceChange) {
  return Object.entries(RULES).flatMap(([rule, find]) =>
    find(change).map((what) => ({ rule: rule as keyof typeof RULES, address: change.address, what })),
  );
}
