import { z } from "zod";
import type { ReadCoverage } from "./coverage.js";
import { type Refused, refuse } from "./problem.js";

const Counts = z
  .object({ covered: z.int().nonnegative(), total: z.int().nonnegative() })
  .refine(({ covered, total }) => covered <= total, "more is covered than there is");

/** Istanbul's `json-summary`: https://github.com/istanbuljs/istanbuljs, packages/istanbul-reports/lib/json-summary. */
const Summary = z.object({
  total: z.object({ lines: Counts, branches: Counts.optional(), functions: Counts.optional() }),
});

export function readIstanbulSummary(text: string): ReadCoverage {
  const json = jsonOf(text);
  if (!json.ok) return json;
  const summary = Summary.safeParse(json.value);
  if (summary.success) return { ok: true, coverage: { format: "istanbul-summary", ...summary.data.total } };
  const [issue] = summary.error.issues;
  const reason = issue?.path.join(".") === "total" ? "unknown-format" : "malformed";
  return refuse("coverage report", reason, `${issue?.path.join(".")}: ${issue?.message}`);
}

function jsonOf(text: string): { readonly ok: true; readonly value: unknown } | Refused {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    const isOpen = text.split("{").length > text.split("}").length;
    const saw = `${text.length} characters that are not whole JSON`;
    return refuse("coverage report", isOpen ? "cut-off" : "malformed", saw);
  }
}
