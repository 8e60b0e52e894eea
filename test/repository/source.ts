import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";

/** The top of the repository. */
export const ROOT = join(import.meta.dirname, "..", "..");

/** A file as the rules of this folder see it. */
export interface Source {
  /** From the top of the repository, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** One `import`, `export … from`, `import()` or `import("…")` type. */
export interface Import {
  readonly specifier: string;
  readonly line: number;
  /** `import()`: nothing is loaded before it runs. */
  readonly isDynamic: boolean;
}

const NOT_SOURCE = new Set([".git", "node_modules", "dist", "coverage", ".slipway"]);

/** The files below a folder whose names end in one of these, without installed packages and what tools make. */
export function sourcesUnder(folder: string, ...endings: readonly string[]): Source[] {
  return filesUnder(folder)
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .map((path) => ({ path, text: readText(path) }));
}

/** A file of the repository as text. */
export function readText(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** Every file that git has or would add; in a copy without git, every file that is there. */
export function repositoryFiles(): string[] {
  if (!existsSync(join(ROOT, ".git"))) return filesUnder(".");
  const list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const names = execFileSync("git", ["-c", `safe.directory=${ROOT}`, ...list], { cwd: ROOT, encoding: "utf8" });
  return [...new Set(names.split("\0"))].filter((name) => name !== "" && existsSync(join(ROOT, name)));
}

function filesUnder(folder: string): string[] {
  const top = join(ROOT, folder);
  if (!existsSync(top)) return [];
  return readdirSync(top, { withFileTypes: true }).flatMap((entry) => {
    const path = relative(ROOT, join(top, entry.name));
    if (NOT_SOURCE.has(entry.name) || path === "pipelines/sdk") return [];
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

/** The syntax tree of a file. */
export function parse({ path, text }: Source): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
}

/** The line, from 1, that a node starts on. */
export function lineOf(node: ts.Node): number {
  const file = node.getSourceFile();
  return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
}

/** Every node below one, in the order of the text. */
export function* nodesUnder(node: ts.Node): Generator<ts.Node> {
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  for (const child of children) {
    yield child;
    yield* nodesUnder(child);
  }
}

/** All that a file imports. */
export function importsOf(source: Source): Import[] {
  return [...nodesUnder(parse(source))].flatMap((node) => {
    const named = specifierOf(node);
    if (named === undefined) return [];
    return [{ specifier: named.text, line: lineOf(node), isDynamic: ts.isCallExpression(node) }];
  });
}

function specifierOf(node: ts.Node): ts.StringLiteralLike | undefined {
  const named = (() => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
    if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
    const isImport = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
    return isImport ? node.arguments[0] : undefined;
  })();
  return named !== undefined && ts.isStringLiteralLike(named) ? named : undefined;
}
