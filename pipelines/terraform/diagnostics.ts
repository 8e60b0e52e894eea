import { z } from "zod";

const Diagnostic = z.looseObject({
  severity: z.string(),
  summary: z.string(),
  detail: z.string().optional(),
  address: z.string().optional(),
  range: z.looseObject({ filename: z.string(), start: z.looseObject({ line: z.number() }) }).optional(),
});

/** Something that the tool reports, in its own words. */
export interface Diagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail: string;
  /** Resource, or file and line, that it is about. */
  readonly where: string | undefined;
}

const Line = z.looseObject({ type: z.string().optional(), diagnostic: Diagnostic.optional() });

const Validation = z.looseObject({ diagnostics: z.array(Diagnostic) });

/** The diagnostics in what `plan -json` and `apply -json` print: one JSON object in a line. Other lines are left out. */
export function diagnosticsIn(output: string): Diagnostic[] {
  return output.split("\n").flatMap((text) => {
    // Most lines are of the progress; reading them all would cost more than the plan.
    if (!text.includes('"diagnostic"')) return [];
    const line = Line.safeParse(jsonOf(text));
    return line.success && line.data.diagnostic !== undefined ? [diagnosticOf(line.data.diagnostic)] : [];
  });
}

/** The diagnostics in what `validate -json` prints. */
export function diagnosticsOfValidate(output: string): Diagnostic[] {
  const read = Validation.safeParse(jsonOf(output));
  return read.success ? read.data.diagnostics.map(diagnosticOf) : [];
}

/** A diagnostic on a few lines: what, where and the detail. */
export function diagnosticText({ summary, detail, where }: Diagnostic): string {
  const place = where === undefined ? "" : ` (${where})`;
  const lines = detail.trim() === "" ? [] : detail.trim().split("\n").slice(0, 12);
  return [`${summary}${place}`, ...lines.map((line) => `  ${line}`.trimEnd())].join("\n");
}

export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function diagnosticOf({ severity, summary, detail = "", address, range }: z.output<typeof Diagnostic>): Diagnostic {
  const place = range === undefined ? undefined : `${range.filename}:${range.start.line}`;
  return { severity, summary, detail, where: address ?? place };
}
