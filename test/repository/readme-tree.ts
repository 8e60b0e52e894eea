/** One line of the README's tree. */
export interface Entry {
  /** From the top of the repository; a folder's ends with `/`. */
  readonly path: string;
  readonly text: string;
}

/** What is wrong with the tree where it cannot be read, or its lines in order. */
export type Tree =
  | { readonly ok: true; readonly entries: readonly Entry[] }
  | { readonly ok: false; readonly why: string };

const SECTION = "## Where things are";
const FORM = "`NAME  text`, two blanks more for each level, a folder's name with / at its end";

/**
 * The tree in the README's section "Where things are": a code block between fences whose lines are `NAME  text`, indented
 * by two blanks for each folder they are in. Names may hold `/` themselves.
 */
export function readTree(readme: string): Tree {
  const lines = readme.split("\n");
  const heading = lines.findIndex((line) => line.trim() === SECTION);
  if (heading < 0) return { ok: false, why: `README.md has no section "${SECTION}"` };
  const rest = lines.slice(heading + 1);
  const end = rest.findIndex((line) => /^#{1,2} /.test(line));
  const section = end < 0 ? rest : rest.slice(0, end);
  const [opens, closes] = section.flatMap((line, index) => (line.startsWith("```") ? [index] : []));
  if (opens === undefined || closes === undefined) {
    return { ok: false, why: `the section "${SECTION}" of README.md has no code block between fences` };
  }
  return entriesOf(section.slice(opens + 1, closes).filter((line) => line.trim() !== ""));
}

function entriesOf(lines: readonly string[]): Tree {
  const above: string[] = [];
  const entries: Entry[] = [];
  for (const line of lines) {
    const [, indent = "", name, text = ""] = /^( *)(\S+) {2,}(\S.*)$/.exec(line) ?? [];
    const depth = indent.length / 2;
    const isNested = depth === 0 || above[depth - 1]?.endsWith("/");
    if (name === undefined || !Number.isInteger(depth) || !isNested) {
      return { ok: false, why: `a line of the README's tree is not ${FORM}: ${JSON.stringify(line)}` };
    }
    above.splice(depth, Number.POSITIVE_INFINITY, name);
    entries.push({ path: above.join(""), text });
  }
  return { ok: true, entries };
}

/** Folders of these files that a reader meets first: at the top, and directly under `pipelines/` and `dagger/`. */
export function foldersToTell(files: readonly string[]): string[] {
  const folders = files.flatMap((file) => {
    const [top, second, ...rest] = file.split("/");
    if (second === undefined) return [];
    const isOpened = (top === "pipelines" || top === "dagger") && rest.length > 0;
    return isOpened ? [`${top}/`, `${top}/${second}/`] : [`${top}/`];
  });
  return [...new Set(folders)].sort();
}

/** What the tree lacks and what it has too much, one line each. */
export function treeProblems(entries: readonly Entry[], files: readonly string[]): string[] {
  const told = new Set(entries.map(({ path }) => path));
  const isThere = (path: string) =>
    path.endsWith("/") ? files.some((file) => file.startsWith(path)) : files.includes(path);
  return [
    ...foldersToTell(files)
      .filter((folder) => !told.has(folder))
      .map((folder) => `not in the README's tree: ${folder}`),
    ...[...told].filter((path) => !isThere(path)).map((path) => `in the README's tree, but not there: ${path}`),
  ];
}
