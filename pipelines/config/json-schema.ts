import { z } from "zod";
import { SlipwayFile } from "./schema.js";

const WIDTH = 120;

/** The JSON Schema of slipway.yaml (draft 7, which editors read), as the text of `slipway.schema.json`. */
export function jsonSchemaText(): string {
  const schema = z.toJSONSchema(SlipwayFile, { io: "input", target: "draft-7" });
  const text = JSON.stringify({ title: "slipway.yaml", ...schema }, null, 2);
  return `${oneLineLists(text)}\n`;
}

/** Lists of single values on one line where they fit, as the formatter has them. */
function oneLineLists(text: string): string {
  return text.replace(/^( *)("[^"\n]*": )?\[\n([^[\]{}]*?)\n *\](,?)$/gm, (whole, indent, key = "", items, comma) => {
    const line = `${indent}${key}[${items.replace(/\n\s*/g, " ").trim()}]${comma}`;
    return line.length <= WIDTH ? line : whole;
  });
}
