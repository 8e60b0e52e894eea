/** Text of one line that means nothing in Markdown, HTML and GitHub's formulas. */
export function escaped(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>|#&~$]/g, "\\$&");
}

/** A code span of one line that its content cannot end: its fence is longer than any in it. */
export function codeSpan(text: string): string {
  const longest = longestTicks([text], 0);
  const fence = "`".repeat(longest + 1);
  const pad = longest > 0 ? " " : "";
  return `${fence}${pad}${text.replaceAll(/\s*[\r\n]+\s*/g, " ")}${pad}${fence}`;
}

/** A block that its content cannot end: its fence is longer than any in it. */
export function fenced(lines: readonly string[]): string[] {
  const fence = "`".repeat(longestTicks(lines, 2) + 1);
  return [`${fence}text`, ...lines, fence];
}

function longestTicks(lines: readonly string[], least: number): number {
  let longest = least;
  for (const line of lines) for (const [ticks] of line.matchAll(/`+/g)) longest = Math.max(longest, ticks.length);
  return longest;
}
