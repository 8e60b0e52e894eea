import { readCobertura } from "./cobertura.js";
import type { ReadCoverage } from "./coverage.js";
import { readCoverprofile } from "./go-coverprofile.js";
import { readIstanbulSummary } from "./istanbul-summary.js";
import { readLcov } from "./lcov.js";
import { refuse } from "./problem.js";
import { refusedForSize } from "./size.js";

/** Reads a coverage report in the format that its beginning shows: lcov, Cobertura, Istanbul's summary or Go's. Never throws. */
export function readCoverage(text: string): ReadCoverage {
  const refused = refusedForSize(text, "coverage report");
  if (refused) return refused;
  const report = text.trimStart();
  if (report.startsWith("<")) return readCobertura(report);
  if (report.startsWith("{")) return readIstanbulSummary(report);
  if (report.startsWith("mode:")) return readCoverprofile(report);
  if (/^(?:TN:|SF:|#)/.test(report)) return readLcov(report);
  return refuse("coverage report", "unknown-format", "a beginning that is none of theirs");
}
