import { isScalar, LineCounter, parseDocument } from "yaml";
import { convert, MAX_VALUES } from "./convert.js";
import { failure, refuse } from "./guard.js";
import { type Failure, problemAt } from "./problem.js";
import type { MapTree, Path, Place } from "./tree.js";

const ROOT = "a map with at least name and services";

/**
 * The values of a YAML text with their places. Text is refused before it is parsed where it is over 1 MiB
 * (`CONFIG_TOO_LARGE`) or deep enough to end the process; then where it is empty (`CONFIG_EMPTY`), is not one plain YAML
 * document with a map in it (`CONFIG_NOT_YAML`), or has anchors that grow without end (`CONFIG_ALIASES`).
 */
export function readDocument(text: string): { readonly ok: true; readonly tree: MapTree } | Failure {
  const refused = refuse(text);
  if (refused !== undefined) return refused;
  const lineCounter = new LineCounter();
  const placeAt = (offset: number, path: Path): Place => {
    const { line, col } = lineCounter.linePos(offset);
    return { line, column: col, path };
  };
  // Duplicate keys are found by `convert`, in linear time and with both places.
  const document = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: false });
  const problems = [...document.errors, ...document.warnings].map(({ pos, message }) =>
    problemAt(placeAt(pos[0], []), { seen: "text that is not YAML", allowed: sentence(message) }),
  );
  if (problems.length > 0) return { ok: false, code: "CONFIG_NOT_YAML", problems };
  const { contents, directives } = document;
  if (directives?.yaml.explicit) {
    return failure(
      "CONFIG_NOT_YAML",
      1,
      1,
      `the directive %YAML ${directives.yaml.version}`,
      "YAML 1.2, without directives",
    );
  }
  if (contents === null || (isScalar(contents) && contents.value === null)) {
    return failure("CONFIG_EMPTY", 1, 1, "nothing", ROOT);
  }
  const converted = convert(document, contents, placeAt);
  if (converted.exploded) {
    return failure("CONFIG_ALIASES", 1, 1, "anchors that grow without end", `at most ${MAX_VALUES} values in all`);
  }
  if (converted.problems.length > 0) return { ok: false, code: "CONFIG_NOT_YAML", problems: converted.problems };
  const { tree } = converted;
  return tree.kind === "map" ? { ok: true, tree } : failure("CONFIG_NOT_YAML", 1, 1, `a ${NAMES[tree.kind]}`, ROOT);
}

const NAMES = { list: "list", scalar: "single value" } as const;

/** The parser's message, in the words of this product and not longer than a line. */
function sentence(message: string): string {
  const text = message.startsWith("Source contains multiple documents") ? "one document, without a line ---" : message;
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
