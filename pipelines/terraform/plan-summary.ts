import { codeSpan, escaped, fenced } from "../markdown/index.js";
import { attributeText } from "./attributes.js";
import { changedLines, differenceOf, money, signed } from "./cost-text.js";
import { isStopping } from "./gate/index.js";
import { reasonText, verdictText } from "./gate-text.js";
import { HEADINGS, type ListedGroup, listing } from "./listing.js";
import type { PlanResult } from "./plan-result.js";
import { headline, planText } from "./plan-text.js";
import { scrubberOf } from "./scrub.js";

/** GitHub shows at most 1 MiB of a step's summary; this leaves room for others. */
const MOST_BYTES = 600_000;

/** A plan as Markdown, for GitHub's step summary or a comment on a pull request. */
export function planSummary(result: PlanResult): string {
  const { plan, gate, cost, notes } = result;
  const hide = scrubberOf(plan);
  const changed = changedLines(cost.lines).slice(0, 15);
  const lines = [
    `### ${escaped(headline(result))}`,
    "",
    ...gate.findings.slice(0, 60).map((finding) => {
      const how = isStopping(finding)
        ? "**stops the plan**"
        : finding.allowed === undefined
          ? "worth a look"
          : escaped(reasonText(finding.allowed));
      return `- \`${finding.rule}\`: ${codeSpan(finding.address)} ${escaped(finding.what)} (${how})`;
    }),
    "",
    ...listing(plan.changes, hide).flatMap(groupLines),
    ...(cost.lines.length === 0
      ? []
      : [
          `**Cost, estimated:** ${money(cost.afterMonthly)} ${cost.currency} a month, ${signed(cost.afterMonthly - cost.beforeMonthly)} (list prices of ${cost.asOf})`,
          "",
          ...changed.map((line) => `- ${signed(differenceOf(line))}: ${codeSpan(line.address)} ${escaped(line.basis)}`),
          ...cost.assumptions.map((assumption) => `- _supposed: ${escaped(assumption)}_`),
          "",
        ]),
    ...notes.map((note) => `> ${escaped(note)}`),
    "",
    `**${escaped(verdictText(result))}**`,
  ];
  const text = hide(`${lines.join("\n").replaceAll(/\n{3,}/g, "\n\n")}\n`);
  return Buffer.byteLength(text) <= MOST_BYTES
    ? text
    : `${fenced([planText(result).slice(0, MOST_BYTES / 4)]).join("\n")}\n`;
}

function groupLines({ kind, count, listed, rest }: ListedGroup): string[] {
  return [
    `<details${kind === "create" ? "" : " open"}><summary>${HEADINGS[kind]} (${count})</summary>`,
    "",
    ...listed.flatMap(({ address, notes, attributes, more }) => [
      `- ${codeSpan(address)}${notes.length === 0 ? "" : ` (${escaped(notes.join("; "))})`}`,
      ...attributes.map((attribute) => `  - ${codeSpan(attribute.path)}: ${codeSpan(attributeText(attribute))}`),
      ...(more === 0 ? [] : [`  - and ${more} more`]),
    ]),
    ...rest.map(({ type, count: of }) => `- and ${of} × ${codeSpan(type)}`),
    "",
    "</details>",
    "",
  ];
}
