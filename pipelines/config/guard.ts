import { CST, Lexer } from "yaml";
import { type Failure, problemAt, shorten } from "./problem.js";

/** Bytes of UTF-8 text that are read at most: 1 MiB. */
const MAX_BYTES = 1024 * 1024;

/** Maps and lists within each other at most. The YAML parser recurses, and far deeper text ends the whole process. */
const MAX_DEPTH = 64;

/** What keeps a text from being parsed at all: too much of it, or too deep. */
export function refuse(text: string): Failure | undefined {
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_BYTES) {
    const size = `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
    return failure("CONFIG_TOO_LARGE", 1, 1, size, "at most 1 MiB of text");
  }
  const [line, column] = tooDeep(text) ?? [];
  if (line === undefined || column === undefined) return undefined;
  const seen = shorten((text.split("\n")[line - 1] ?? "").trim());
  return failure("CONFIG_NOT_YAML", line, column, seen, `at most ${MAX_DEPTH} maps and lists within each other`);
}

const BLOCK_INDICATORS = new Set<unknown>(["seq-item-ind", "explicit-key-ind", "map-value-ind"]);

function tooDeep(text: string): readonly [line: number, column: number] | undefined {
  let [line, column, depth] = [1, 1, 0];
  let isContent = false;
  for (const token of new Lexer().lex(text)) {
    const type = isContent ? undefined : CST.tokenType(token);
    if (type === "flow-seq-start" || type === "flow-map-start") depth += 1;
    if (type === "flow-seq-end" || type === "flow-map-end") depth -= 1;
    // Each level of a block starts further right, if only by one column, so the column bounds the depth.
    if (depth > MAX_DEPTH || (depth === 0 && column > MAX_DEPTH * 4 && BLOCK_INDICATORS.has(type)))
      return [line, column];
    isContent = token === CST.SCALAR;
    for (const character of token) {
      if (character === "\n") [line, column] = [line + 1, 1];
      else if (character > CST.SCALAR) column += 1;
    }
  }
  return undefined;
}

/** A failure with one problem that concerns the text and not a value in it. */
export function failure(code: Failure["code"], line: number, column: number, seen: string, allowed: string): Failure {
  return { ok: false, code, problems: [problemAt({ line, column, path: [] }, { seen, allowed })] };
}
