import { added, type Coverage, type Covered, METRICS, type ReadCoverage } from "./coverage.js";
import { LcovFile } from "./lcov-file.js";
import { linesOf } from "./lines.js";
import { type Refused, refuse } from "./problem.js";

/**
 * lcov: geninfo(1), "FILES". Records of one source file count once: what any of them ran is covered. A file that ends
 * between two records is whole by its format, so one that is cut off just there reads as a shorter one.
 */
export function readLcov(text: string): ReadCoverage {
  const files = new Map<string, LcovFile>();
  let open: LcovFile | undefined;
  let isAnnounced = false;
  for (const { line, number, isEnded } of linesOf(text)) {
    const colon = line.indexOf(":");
    const [key, value] = [line.slice(0, colon), line.slice(colon + 1)];
    if (line.startsWith("#")) continue;
    if (open === undefined && key === "TN") isAnnounced = true;
    else if (open === undefined && key === "SF" && isEnded) {
      open = files.get(value) ?? new LcovFile();
      files.set(value, open);
      open.begin();
    } else if (open !== undefined && line === "end_of_record") {
      if (!open.isComplete()) return malformed(number, "a count of things that the record does not name");
      open = undefined;
      isAnnounced = false;
    } else if (!isEnded) return cutOff(number);
    else if (key === "SF" || !open?.read(key, value)) return malformed(number, "an entry that is not lcov's");
  }
  if (open !== undefined || isAnnounced) return cutOff();
  return { ok: true, coverage: coverageOf([...files.values()]) };
}

function coverageOf(files: readonly LcovFile[]): Coverage {
  const [lines, branches, functions] = METRICS.map((metric): Covered | undefined => {
    const measured = files.filter((file) => file.measures.has(metric));
    return measured.length > 0 ? added(measured.map((file) => file.ran[metric].covered)) : undefined;
  });
  return { format: "lcov", lines: lines ?? { covered: 0, total: 0 }, branches, functions };
}

function cutOff(number?: number): Refused {
  const where = number === undefined ? "a record" : `a record, in line ${number},`;
  return refuse("coverage report", "cut-off", `${where} without its end_of_record`);
}

function malformed(number: number, what: string): Refused {
  return refuse("coverage report", "malformed", `${what}, in line ${number}`);
}
