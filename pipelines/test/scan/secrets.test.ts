import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgeScan, readReport, scanJson, scanSarif, scanText } from "../../scan/index.js";
import { findingsIn, made, report, rulesOf } from "./scanning.js";

/** Long enough not to stand in an output by chance. */
const secret = fc
  .string({ unit: "grapheme-ascii", minLength: 12, maxLength: 60 })
  .filter((text) => /\S{12}/.test(text));

const wherever = (text: string) => {
  const Code = { Lines: [{ Number: 1, Content: `KEY=${text}`, Highlighted: text, IsCause: true }] };
  const around = { Code, Description: text, Text: text, Layer: { CreatedBy: `RUN ${text}` }, Surprise: { new: text } };
  const CauseMetadata = {
    Code,
    StartLine: 1,
    EndLine: 1,
    Occurrences: [{ Resource: text }],
    RenderedCause: { Raw: text },
  };
  return report(
    made.secret({ ...around, Match: text }),
    made.secret({ ...around, Match: `KEY=${text} # as it is` }),
    made.misconfiguration({ ...around, Message: `RUN '${text}' is bad`, CauseMetadata, Traces: [text] }),
    made.vulnerability(around),
    made.license(around),
  );
};

/** How a text may stand in an output: as it is, or as JSON writes it. */
const forms = (text: string) => [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text)];

describe("a secret in a report", () => {
  it("is in no output, whatever it is and wherever Trivy repeats it", () => {
    fc.assert(
      fc.property(secret, fc.boolean(), (text, onlyNew) => {
        const findings = findingsIn(wherever(text));
        const rules = rulesOf(`{ onlyNew: ${onlyNew}, ignore: [{ id: x, until: 2026-01-01, because: y }] }`);
        const result = judgeScan({ findings, baseline: findings.slice(0, 2), rules, today: "2026-08-03" });
        const outputs = [JSON.stringify(result), scanText(result), scanSarif(result), scanJson(result)];
        for (const output of outputs) for (const form of forms(text)) expect(output.includes(form)).toBe(false);
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  it("is in no problem, wherever the report ends or breaks", () => {
    fc.assert(
      fc.property(secret, fc.nat(), fc.constantFrom("", "}", '"', "x", "\\u"), (text, at, junk) => {
        const whole = wherever(text);
        const end = at % whole.length;
        for (const broken of [whole.slice(0, end) + junk, whole.slice(0, end) + junk + whole.slice(end), text]) {
          const read = readReport(broken, "source");
          for (const form of forms(text)) expect(!read.ok && JSON.stringify(read).includes(form)).toBe(false);
        }
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});
