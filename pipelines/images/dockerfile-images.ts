import { DockerfileParser } from "dockerfile-ast";

/** Where a Dockerfile names an image that comes from outside it. */
interface ImageUse {
  /** As written, with build arguments filled in. */
  readonly reference: string;
  /** Place of the written text: line from 0, characters from 0. */
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

/** The images that a Dockerfile builds on or copies from, as written, each once. Its own stages and `scratch` are none. */
export function baseImages(dockerfile: string, args: Readonly<Record<string, string>> = {}): string[] {
  return [...new Set(usesIn(dockerfile, args).map(({ reference }) => reference))];
}

/** The same Dockerfile with every image from outside replaced by what `pin` makes of it. */
export function withImages(
  dockerfile: string,
  args: Readonly<Record<string, string>>,
  pin: (reference: string) => string,
): string {
  const lines = dockerfile.split("\n");
  // From the end, so that earlier places stay where they are.
  for (const { reference, line, from, to } of usesIn(dockerfile, args).reverse()) {
    const text = lines[line] ?? "";
    lines[line] = `${text.slice(0, from)}${pin(reference)}${text.slice(to)}`;
  }
  return lines.join("\n");
}

function usesIn(dockerfile: string, args: Readonly<Record<string, string>>): ImageUse[] {
  const file = DockerfileParser.parse(dockerfile);
  const defaults = file.getInitialARGs().flatMap((arg) => {
    const property = arg.getProperty();
    return property === null ? [] : [[property.getName(), property.getValue() ?? ""] as const];
  });
  const known = { ...Object.fromEntries(defaults), ...args };
  const stages = new Set<string>();
  const uses: ImageUse[] = [];
  const take = (written: string | null, range: Range | null): void => {
    if (written === null || range === null || stages.has(written.toLowerCase()) || /^\d+$/.test(written)) return;
    const reference = filled(written, known);
    if (reference === "scratch" || reference === "" || reference.includes("$") || stages.has(reference.toLowerCase()))
      return;
    uses.push({ reference, line: range.start.line, from: range.start.character, to: range.end.character });
  };
  for (const instruction of file.getInstructions()) {
    if (instruction.getKeyword() === "FROM") {
      const from = file.getFROMs().find((one) => one.getRange().start.line === instruction.getRange().start.line);
      take(from?.getImage() ?? null, from?.getImageRange() ?? null);
      const name = from?.getBuildStage();
      if (name) stages.add(name.toLowerCase());
    } else if (instruction.getKeyword() === "COPY") {
      const copy = file.getCOPYs().find((one) => one.getRange().start.line === instruction.getRange().start.line);
      const flag = copy?.getFromFlag();
      take(flag?.getValue() ?? null, flag?.getValueRange() ?? null);
    }
  }
  return uses;
}

type Range = { readonly start: Position; readonly end: Position };
type Position = { readonly line: number; readonly character: number };

/** `$NAME`, `${NAME}` and `${NAME:-default}`, as a FROM line may have them. Source: docs.docker.com, "Dockerfile reference". */
function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$(?:(\w+)|\{(\w+)(?::-([^}]*))?\})/g, (whole, bare, braced, fallback) => {
    const value = values[bare ?? braced];
    return value === undefined || value === "" ? (fallback ?? (value === "" ? "" : whole)) : value;
  });
}
