import { type Argument, type Copy, DockerfileParser, type From, type ModifiableInstruction } from "dockerfile-ast";

/** Where a Dockerfile names an image that comes from outside it. */
interface ImageUse {
  /** As written, with build arguments filled in. */
  readonly reference: string;
  /** Place of the written text, characters from 0. */
  readonly from: number;
  readonly to: number;
}

type Values = ReadonlyMap<string, string>;

/** The images that a Dockerfile builds on or copies from, as written, each once. Its own stages and `scratch` are none. */
export function baseImages(dockerfile: string, args: Readonly<Record<string, string>> = {}): string[] {
  return [...new Set(usesIn(dockerfile, args).map(({ reference }) => reference))];
}

/** The same Dockerfile with every image from outside replaced by what `pin` makes of it; what it leaves stays as written. */
export function withImages(
  dockerfile: string,
  args: Readonly<Record<string, string>>,
  pin: (reference: string) => string,
): string {
  let text = dockerfile;
  // From the end, so that earlier places stay where they are.
  for (const { reference, from, to } of usesIn(dockerfile, args).reverse()) {
    const image = pin(reference);
    if (image !== reference) text = `${text.slice(0, from)}${image}${text.slice(to)}`;
  }
  return text;
}

/**
 * The image that a stage stands on in the end, through all stages between them; undefined for `scratch`. Without a stage,
 * that of the last one.
 */
export function imageUnder(
  dockerfile: string,
  args: Readonly<Record<string, string>> = {},
  stage?: string,
): string | undefined {
  const file = DockerfileParser.parse(dockerfile);
  const known = argsOf(file.getInitialARGs(), args);
  const stages = file.getFROMs().map((from, at) => ({
    at,
    name: from.getBuildStage()?.toLowerCase(),
    on: filled(from.getArguments()[0]?.getValue() ?? "", known),
  }));
  const wanted = stage?.toLowerCase();
  let here =
    wanted === undefined ? stages.at(-1) : (stages.find(({ name }) => name === wanted) ?? stages[Number(wanted)]);
  while (here !== undefined) {
    const { at, on } = here;
    const below = stages.slice(0, at).findLast(({ name }) => name === on.toLowerCase());
    if (below === undefined) return on === "scratch" || on === "" ? undefined : on;
    here = below;
  }
  return undefined;
}

function usesIn(dockerfile: string, args: Readonly<Record<string, string>>): ImageUse[] {
  const file = DockerfileParser.parse(dockerfile);
  const offsetAt = offsetsOf(dockerfile);
  const known = argsOf(file.getInitialARGs(), args);
  const instructions = file.getInstructions();
  const named = instructions.map((one) => (one.getKeyword() === "FROM" ? (one as From).getBuildStage() : null));
  const stages = new Set(named.flatMap((name) => (name ? [name.toLowerCase()] : [])));
  const earlier = new Set<string>();
  const uses: ImageUse[] = [];
  const take = (written: Written | undefined, own: ReadonlySet<string>): void => {
    if (written === undefined) return;
    const reference = filled(written.text, known);
    // A variable that nothing sets: the build fails, and says so.
    if (reference === "" || reference === "scratch" || reference.includes("$") || own.has(reference.toLowerCase()))
      return;
    uses.push({ reference, from: offsetAt(written.range.start), to: offsetAt(written.range.end) });
  };
  for (const [index, instruction] of instructions.entries()) {
    const keyword = instruction.getKeyword();
    if (keyword === "FROM") {
      // A stage builds on one before it; before that, its name is an image's.
      take(writtenIn((instruction as From).getArguments()[0]), earlier);
      earlier.add(named[index]?.toLowerCase() ?? "");
    } else if (keyword === "COPY" || keyword === "RUN") {
      for (const source of sourcesOf(instruction as Copy)) if (!/^\d+$/.test(source.text)) take(source, stages);
    }
  }
  return uses;
}

interface Written {
  readonly text: string;
  readonly range: ReturnType<Argument["getRange"]>;
}

function writtenIn(argument: Argument | undefined): Written | undefined {
  return argument && { text: argument.getValue(), range: argument.getRange() };
}

/** What stands after `--from=`, and after `from=` in each `--mount=`: flags of COPY and of RUN. */
function sourcesOf(instruction: ModifiableInstruction): Written[] {
  return instruction.getFlags().flatMap((flag) => {
    const source = flag.getName() === "mount" ? flag.getOption("from") : flag.getName() === "from" ? flag : null;
    const [text, range] = [source?.getValue(), source?.getValueRange()];
    return text && range ? [{ text, range }] : [];
  });
}

/** The arguments before the first FROM, in their order: one may be made of those before it. */
function argsOf(
  initial: ReturnType<ReturnType<typeof DockerfileParser.parse>["getInitialARGs"]>,
  given: Readonly<Record<string, string>>,
): Values {
  const known = new Map<string, string>();
  for (const argument of initial.flatMap((arg) => arg.getPropertyArguments())) {
    const [, name = "", value] = /^([^=]*)(?:=(.*))?$/s.exec(argument.getValue()) ?? [];
    const unquoted = /^(["'])(.*)\1$/s.exec(value ?? "")?.[2] ?? value;
    if (Object.hasOwn(given, name)) known.set(name, given[name] ?? "");
    else if (unquoted !== undefined) known.set(name, filled(unquoted, known));
  }
  return known;
}

/** `$NAME`, `${NAME}`, `${NAME:-default}` and `${NAME:+instead}`, with or without the colon. */
const VARIABLE = /\$(?:(\w+)|\{(\w+)(?:(:?[-+])([^{}]*))?\})/g;

/** Variables within the defaults of others that are filled in at most. */
const MAX_DEPTH = 8;

/** A text as a FROM line gives it, from the innermost variable outwards. Source: docs.docker.com, "Dockerfile reference". */
function filled(text: string, values: Values, depth = 0): string {
  const next = text.replaceAll(VARIABLE, (whole, bare, braced, operator?: string, word?: string) => {
    const value = values.get(bare ?? braced);
    const isSet = operator?.startsWith(":") ? value !== undefined && value !== "" : value !== undefined;
    if (operator?.endsWith("-")) return isSet ? (value ?? "") : (word ?? "");
    if (operator?.endsWith("+")) return isSet ? (word ?? "") : "";
    return value ?? whole;
  });
  return next === text || depth === MAX_DEPTH ? next : filled(next, values, depth + 1);
}

/** Lines and characters from 0 as one number. Lines end as the parser has it. */
function offsetsOf(text: string): (position: { readonly line: number; readonly character: number }) => number {
  const starts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map((end) => end.index + end[0].length)];
  return ({ line, character }) => (starts[line] ?? text.length) + character;
}
