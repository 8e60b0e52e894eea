/** One measured figure beside what it is compared to. */
export interface Figure {
  readonly name: string;
  readonly measured: string;
  /** A limit that was set, or another figure of the same run; empty where a figure is only reported. */
  readonly comparedTo: string;
}

/** Figures as a Markdown table, its columns aligned for terminals. */
export function figuresTable(figures: readonly Figure[]): string {
  const rows = [
    ["figure", "measured", "compared to"],
    ...figures.map((one) => [one.name, one.measured, one.comparedTo]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  const [head = [], ...rest] = rows;
  return `${[line(head), line(widths.map((width) => "-".repeat(width))), ...rest.map(line)].join("\n")}\n`;
}

export function seconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 1)} s`;
}

/** The middle of several measurements. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
