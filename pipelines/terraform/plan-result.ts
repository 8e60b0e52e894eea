import type { Plan } from "./change.js";
import type { CostEstimate } from "./cost/index.js";
import type { GateVerdict } from "./gate/index.js";

/** A plan, judged: everything that its report shows. */
export interface PlanResult {
  readonly environment: string;
  readonly workspace: string | undefined;
  readonly plan: Plan;
  readonly gate: GateVerdict;
  readonly cost: CostEstimate;
  /** What is good to know and no fault, such as a missing lock file of providers. */
  readonly notes: readonly string[];
}
