import { posix } from "node:path";
import ts from "typescript";
import { importsOf, lineOf, nodesUnder, parse, type Source } from "./source.js";

/** Imports of the module's files that lead out of its folder: the runtime gets that folder and nothing else. */
export function leavingImports(sources: readonly Source[], folder: string): string[] {
  return sources.flatMap((source) =>
    importsOf(source)
      .filter(({ specifier }) => {
        if (!specifier.startsWith(".")) return posix.isAbsolute(specifier) || specifier.startsWith("file:");
        return !posix.join(posix.dirname(source.path), specifier).startsWith(`${folder}/`);
      })
      .map(({ specifier, line }) => `${source.path}:${line} imports ${specifier}`),
  );
}

/** Imports that every call of any function pays for: all of a face's but Dagger and the face's own files. */
export function heavyImports(sources: readonly Source[]): string[] {
  return sources.flatMap((source) =>
    importsOf(source)
      .filter(({ specifier, isDynamic }) => !isDynamic && !/^(@dagger\.io\/dagger|\.\/[\w-]+\.js)$/.test(specifier))
      .map(({ specifier, line }) => `${source.path}:${line} imports ${specifier}`),
  );
}

/** Objects and functions of a face that `dagger functions` would list without a word. */
export function undocumented(source: Source): string[] {
  // Dagger describes the module, and with it the main object, by the comment at the top of the main object's file.
  const isMain = posix.basename(source.path) === "index.ts" && /^\s*\/\*\*/.test(source.text);
  return [...nodesUnder(parse(source))].flatMap((node) => {
    const word = isDecorated(node, "object") ? "object" : isDecorated(node, "func") ? "func" : undefined;
    const isTold = /\S/.test(docOf(node)) || (word === "object" && isMain);
    if (word === undefined || isTold) return [];
    return [`${source.path}:${lineOf(node)} @${word}() has no doc comment`];
  });
}

function isDecorated(node: ts.Node, name: string): boolean {
  if (!ts.canHaveDecorators(node)) return false;
  const decorators = ts.getDecorators(node) ?? [];
  return decorators.some(
    ({ expression }) => ts.isCallExpression(expression) && expression.expression.getText() === name,
  );
}

function docOf(node: ts.Node): string {
  const doc = ts.getJSDocCommentsAndTags(node).find(ts.isJSDoc);
  return ts.getTextOfJSDocComment(doc?.comment) ?? "";
}

/** The names that files declare for types: classes, enums, interfaces and aliases. */
export function typeNames(sources: readonly Source[]): string[] {
  return sources.flatMap((source) =>
    [...nodesUnder(parse(source))].flatMap((node) => {
      const isType =
        ts.isClassDeclaration(node) ||
        ts.isEnumDeclaration(node) ||
        ts.isInterfaceDeclaration(node) ||
        ts.isTypeAliasDeclaration(node);
      return isType && node.name !== undefined ? [node.name.text] : [];
    }),
  );
}
