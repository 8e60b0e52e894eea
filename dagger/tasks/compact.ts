/** A line of Dagger's plain progress without its colours. */
export function withoutColour(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what colours begin with
  return line.replaceAll(/\u001b\[[0-9;]*m/g, "");
}

/**
 * What a line of Dagger's plain progress says about a step of ours, such as `listings: build` or the loading of the
 * module; undefined for all the rest.
 */
export function compactLine(line: string): string | undefined {
  const [, , name, state, took] =
    /^\s*\d+\s*:( ┆)* (load module|[a-z][a-z0-9-]*: [a-z]+)(?:: \.)?(?: (DONE|ERROR) \[([\d.]+)s\])?$/.exec(line) ?? [];
  if (name === undefined) return undefined;
  if (state === undefined) return `${name} ...`;
  return `${name}: ${state === "DONE" ? "done" : "FAILED"} in ${took} s`;
}

/** The error that ends a failed call: all from the last line that begins with `Error:`, without the trace's id. */
export function finalError(lines: readonly string[]): string {
  const at = lines.findLastIndex((line) => line.startsWith("Error: "));
  const error = at === -1 ? lines.slice(-20) : lines.slice(at);
  return error
    .join("\n")
    .replace(/^Error: /, "")
    .replaceAll(/ ?\[traceparent:[0-9a-f-]+\]/g, "")
    .trimEnd();
}
