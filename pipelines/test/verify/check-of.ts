import type { SmokeCheck } from "../../config/index.js";
import { sound } from "../config/reading.js";

/** The check that a line of slipway.yaml's `smoke` stands for. */
export function checkOf(line: string): SmokeCheck {
  const { config } = sound(`name: shop\nservices:\n  api:\n    path: api\n    smoke:\n      - ${line}\n`);
  const check = config.services["api"]?.smoke[0];
  if (check === undefined) throw new Error(`no check in ${line}`);
  return check;
}
