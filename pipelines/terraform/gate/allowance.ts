import { GATE_RULES, type GateRule } from "../../config/index.js";
import { SlipwayError } from "../../errors/index.js";

/** Something that the gate lets through although a rule speaks against it. */
export interface Allowance {
  readonly rule: GateRule;
  /** Resources it holds for: an address, with `*` for any part. */
  readonly address: string;
  /** The reason in slipway.yaml; undefined where it was given for one run. */
  readonly because?: string | undefined;
}

/**
 * Reads what `--allow` was given: `destroy-database` for all resources, `destroy-database=module.db.*` for some.
 * `ALLOW_INVALID` where a rule is not known.
 */
export function readAllowances(given: readonly string[]): Allowance[] {
  return given.map((text) => {
    const [, rule = "", address = "*"] = /^([^=]*)(?:=(.*))?$/s.exec(text.trim()) ?? [];
    if (Object.hasOwn(GATE_RULES, rule) && address.trim() !== "") return { rule: rule as GateRule, address };
    throw new SlipwayError("ALLOW_INVALID", {
      what: "--allow does not name a rule of the gate.",
      saw: JSON.stringify(text),
      next: `use RULE or RULE=ADDRESS, with one of ${Object.keys(GATE_RULES).join(", ")}.`,
    });
  });
}

export function covers(allowance: Allowance, rule: GateRule, address: string): boolean {
  return allowance.rule === rule && isLike(address, allowance.address);
}

/** Whether a text is what a pattern says, where `*` is any part of it. Nothing else in the pattern means anything. */
function isLike(text: string, pattern: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  if (rest.length === 0) return text === pattern;
  if (!text.startsWith(first)) return false;
  let from = first.length;
  const last = rest.pop() ?? "";
  for (const part of rest) {
    const found = text.indexOf(part, from);
    if (found === -1) return false;
    from = found + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}
