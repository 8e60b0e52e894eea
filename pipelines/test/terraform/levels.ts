import { GATE_RULES, type GateRule } from "../../config/index.js";
import type { GateQuestion } from "../../terraform/gate/judge-gate.js";

/** Every rule stops, as it does where slipway.yaml says nothing. */
export const ALL_STOP = Object.fromEntries(
  (Object.keys(GATE_RULES) as GateRule[]).map((rule) => [rule, "stop"]),
) as GateQuestion["levels"];
