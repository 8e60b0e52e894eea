import { attributeChanges, attributeText } from "./attributes.js";
import type { OutputChange } from "./change.js";
import type { Hide } from "./shown.js";

const MOST = 30;

/** Outputs that change, a line for each value. */
export function outputLines(outputs: readonly OutputChange[], hide: Hide): string[] {
  const lines = outputs
    .filter(({ action }) => action !== "none")
    .flatMap((output) =>
      attributeChanges(output, hide).map((change) => {
        const separator = change.path === "" || change.path.startsWith("[") ? "" : ".";
        return `  ${output.name}${separator}${change.path}  ${attributeText(change)}`;
      }),
    );
  if (lines.length === 0) return [];
  return ["Outputs:", ...lines.slice(0, MOST), ...(lines.length > MOST ? [`  and ${lines.length - MOST} more`] : [])];
}
