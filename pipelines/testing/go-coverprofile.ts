import { added, type ReadCoverage } from "./coverage.js";
import { linesOf } from "./lines.js";
import { refuse } from "./problem.js";

/** File, where the block begins and ends, number of statements, how often it ran. */
const BLOCK = /^(.+:\d+\.\d+,\d+\.\d+) (\d+) (\d+)$/;
const MODE = /^mode: (?:set|count|atomic)$/;

/**
 * Go's coverprofile: https://pkg.go.dev/golang.org/x/tools/cover. Counts statements, as `go tool cover -func` does for its
 * total. Blocks that several packages ran (`-coverpkg`) count once. Cut off just between two lines, it reads as shorter.
 */
export function readCoverprofile(text: string): ReadCoverage {
  const blocks = new Map<string, { readonly covered: number; readonly total: number }>();
  for (const { line, number, isEnded } of linesOf(text)) {
    if (!isEnded) return refuse("coverage report", "cut-off", `line ${number} without its end`);
    if (MODE.test(line)) continue;
    const [, block, statements, times] = BLOCK.exec(line) ?? [];
    if (block === undefined) return refuse("coverage report", "malformed", `no block of Go code, in line ${number}`);
    const total = Number(statements);
    const isCovered = Number(times) > 0 || (blocks.get(block)?.covered ?? 0) > 0;
    blocks.set(block, { covered: isCovered ? total : 0, total });
  }
  if (blocks.size === 0) return refuse("coverage report", "empty", "a mode, and no block of Go code");
  return { ok: true, coverage: { format: "go-coverprofile", lines: added([...blocks.values()]) } };
}
