/** A Dockerfile's instruction that runs a program without a shell. */
export function run(command: readonly string[], cache?: string): string {
  const mount = cache === undefined ? "" : `--mount=type=cache,target=${cache} `;
  return `RUN ${mount}${JSON.stringify(command)}`;
}

/** Blocks of lines, each block after an empty line. */
export function blocks(...all: readonly (readonly (string | undefined)[])[]): string {
  const texts = all.map((lines) => lines.filter((line) => line !== undefined).join("\n"));
  return `${texts.filter((text) => text !== "").join("\n\n")}\n`;
}
