import { parse } from "yaml";
import { originText, sourcedValues } from "./provenance.js";
import { type Path, plain, type Tree } from "./tree.js";

interface Line {
  readonly text: string;
  /** Where the value of this line comes from; undefined where the lines below say it. */
  readonly from?: string;
}

const WIDEST = 72;

/** What applies, as YAML that says after each value where it comes from. The text is itself a slipway.yaml. */
export function renderText(tree: Tree, file = "slipway.yaml"): string {
  const lines = block(tree, "", [], file);
  const width = Math.min(WIDEST, Math.max(...lines.map(({ text, from }) => (from === undefined ? 0 : text.length))));
  return lines.map(({ text, from }) => (from ? `${text.padEnd(width)}  # ${from}` : text).concat("\n")).join("");
}

/** What applies, as JSON: `values` in the file's own words, `from` by path. */
export function renderJson(tree: Tree, file = "slipway.yaml"): string {
  const from = sourcedValues(tree, file).map((sourced) => [sourced.path, sourced.from]);
  return `${JSON.stringify({ values: plain(tree), from: Object.fromEntries(from) }, null, 2)}\n`;
}

function block(tree: Tree, indent: string, path: Path, file: string): Line[] {
  if (tree.kind === "map") {
    return [...tree.entries].flatMap(([key, child]) =>
      entry(`${indent}${word(key)}:`, child, indent, [...path, key], file),
    );
  }
  const items = tree.kind === "list" ? tree.items : [];
  return items.flatMap((item, index) => {
    const own: Path = [...path, index];
    if (isInline(item)) return entry(`${indent}-`, item, indent, own, file);
    const [first, ...rest] = block(item, `${indent}  `, own, file);
    return first === undefined ? [] : [{ ...first, text: `${indent}- ${first.text.trimStart()}` }, ...rest];
  });
}

function entry(head: string, tree: Tree, indent: string, path: Path, file: string): Line[] {
  if (isInline(tree)) return [{ text: `${head} ${inline(tree)}`, from: originText(tree.origin, path, file) }];
  return [{ text: head }, ...block(tree, `${indent}  `, path, file)];
}

/** Whether a value stands on one line: a single value, nothing, or a list of such. */
function isInline(tree: Tree): boolean {
  return tree.kind === "scalar" || (tree.kind === "list" ? tree.items.every(isInline) : tree.entries.size === 0);
}

function inline(tree: Tree): string {
  if (tree.kind === "map") return "{}";
  if (tree.kind === "list") return `[${tree.items.map(inline).join(", ")}]`;
  return typeof tree.value === "string" ? word(tree.value) : String(tree.value);
}

/** Text without quotes where YAML reads it back as the same text, else in quotes. */
function word(text: string): string {
  const isPlain = /^[\w/.$][\w/.$%+@ -]*$/.test(text) && !text.endsWith(" ") && parse(text) === text;
  return isPlain ? text : JSON.stringify(text);
}
