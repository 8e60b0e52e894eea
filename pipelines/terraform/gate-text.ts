import { type Allowance, type GateFinding, type GateVerdict, isStopping } from "./gate/index.js";
import type { PlanResult } from "./plan-result.js";
import { visible } from "./shown.js";

/** Findings of one rule that are listed one by one. */
const MOST = 20;

/** What the gate says: what stops the plan first, then what was let through, then what is only told. */
export function gateLines({ findings, unused, undecided }: GateVerdict): string[] {
  const stopping = findings.filter(isStopping);
  const allowed = findings.filter(({ allowed }) => allowed !== undefined);
  const warned = findings.filter((finding) => finding.allowed === undefined && finding.level === "warn");
  return [
    ...section("Stopped by:", stopping, ({ rule, address }) => [
      `to let it through once: --allow '${rule}=${address}'`,
    ]),
    ...section("Let through:", allowed, ({ allowed }) => (allowed === undefined ? [] : [reasonText(allowed)])),
    ...section("Worth a look:", warned, () => []),
    ...(undecided.length === 0 ? [] : ["Known only after the apply, and so not judged:"]),
    ...undecided.slice(0, MOST).map(({ address, attribute }) => `  ${visible(address)}: ${attribute}`),
    ...(undecided.length > MOST ? [`  and ${undecided.length - MOST} more`] : []),
    ...unused.map(({ rule, address }) => `Not needed by this plan: the allowance ${rule} for ${visible(address)}.`),
  ];
}

function section(title: string, findings: readonly GateFinding[], after: (finding: GateFinding) => string[]): string[] {
  if (findings.length === 0) return [];
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  return [
    title,
    ...rules
      .map((rule) => findings.filter((finding) => finding.rule === rule))
      .flatMap((same) => [
        ...same
          .slice(0, MOST)
          .flatMap((finding) => [
            `  ${finding.rule}: ${visible(finding.address)} ${finding.what}`,
            ...after(finding).map((line) => `    ${visible(line)}`),
          ]),
        ...(same.length > MOST ? [`  ${same[0]?.rule}: and ${same.length - MOST} more`] : []),
      ]),
  ];
}

/** Why something was let through: the reason in slipway.yaml, or that it was said for this run. */
export function reasonText({ because, rule, address }: Allowance): string {
  return because === undefined
    ? `allowed for this run, by --allow ${rule}${address === "*" ? "" : `=${address}`}`
    : `allowed in slipway.yaml: ${because}`;
}

/** The last line: whether the plan may be applied. */
export function verdictText({ gate: { findings, outcome }, environment }: PlanResult): string {
  const stopping = findings.filter(isStopping).length;
  const allowed = findings.filter(({ allowed }) => allowed !== undefined).length;
  const warned = findings.length - stopping - allowed;
  const parts = [
    ...(stopping === 0 ? [] : [`${stopping} ${stopping === 1 ? "thing" : "things"} that the gate stops`]),
    ...(allowed === 0 ? [] : [`${allowed} let through by name`]),
    ...(warned === 0 ? [] : [`${warned} worth a look`]),
  ];
  const evidence = parts.length === 0 ? "no rule speaks against it" : parts.join(", ");
  return outcome === "stopped"
    ? `Verdict: not to be applied to ${environment}: ${evidence}.`
    : `Verdict: may be applied to ${environment}: ${evidence}.`;
}
