import ts from "typescript";
import { describe, expect, it } from "vitest";
import { ERROR_CODES } from "../../pipelines/errors/index.js";
import { lineOf, nodesUnder, parse, readText, type Source, sourcesUnder } from "./source.js";

const TABLE = "pipelines/errors/slipway-error.ts";

const codes = Object.keys(ERROR_CODES).sort();

/** `| \`CODE\` | meaning | what to do |` of docs/errors.md, row by row. */
const documented = [...readText("docs/errors.md").matchAll(/^\| `(\w+)` \| (.*) \| (.*) \|$/gm)].map(
  ([, code = "", meaning = "", advice = ""]) => ({ code, meaning, advice }),
);

const sources = [...sourcesUnder("pipelines", ".ts"), ...sourcesUnder("dagger", ".ts", ".mjs")].filter(
  ({ path }) => path !== TABLE && !/^(pipelines|dagger)\/test\//.test(path),
);

/** Where a file gives an error a code: a text that is one, or, in plain JavaScript, `[CODE]` in a message. */
function uses(source: Source): { readonly code: string; readonly at: string }[] {
  return [...nodesUnder(parse(source))].flatMap((node) => {
    const found = source.path.endsWith(".mjs") ? codesInMessage(node) : codeOf(node);
    return found.map((code) => ({ code, at: `${source.path}:${lineOf(node)}` }));
  });
}

function codesInMessage(node: ts.Node): string[] {
  if (!ts.isStringLiteralLike(node) && !ts.isTemplateHead(node) && !ts.isTemplateMiddleOrTemplateTail(node)) return [];
  return [...node.text.matchAll(/\[([A-Z]+(?:_[A-Z]+)*)\]/g)].map(([, code = ""]) => code);
}

/** A comparison with a code is no use of it. */
function codeOf(node: ts.Node): string[] {
  return ts.isStringLiteral(node) && Object.hasOwn(ERROR_CODES, node.text) && !ts.isBinaryExpression(node.parent)
    ? [node.text]
    : [];
}

/** What is given as a code: the first argument of `new SlipwayError`, and each constant that is the value of `code:`. */
function given(source: Source): string[] {
  return [...nodesUnder(parse(source))].flatMap((node) => {
    const isError = ts.isNewExpression(node) && node.expression.getText() === "SlipwayError";
    const isCode = ts.isPropertyAssignment(node) && node.name.getText() === "code";
    const value = isError ? node.arguments?.[0] : isCode ? node.initializer : undefined;
    return value !== undefined && ts.isStringLiteral(value) && /^[A-Z_]+$/.test(value.text) ? [value.text] : [];
  });
}

describe("ERROR_CODES", () => {
  it("are written like constants, each with one sentence", () => {
    for (const [code, meaning] of Object.entries(ERROR_CODES)) {
      expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
      expect(meaning, code).toMatch(/^\S.*\.$/);
    }
  });

  it("are the ones in docs/errors.md, in the same order and words", () => {
    expect(documented.map(({ code, meaning }) => [code, meaning])).toEqual(Object.entries(ERROR_CODES));
  });

  it("each come with something to do", () => {
    for (const { code, advice } of documented) expect(advice, code).toMatch(/^\S.{20,}\.$/);
  });

  it("are each used by some code that ships", () => {
    const used = new Set(sources.flatMap(uses).map(({ code }) => code));
    expect(codes.filter((code) => !used.has(code))).toEqual([]);
  });

  it("have every code that is used", () => {
    const unknown = sources.flatMap(uses).filter(({ code }) => !Object.hasOwn(ERROR_CODES, code));
    expect(unknown).toEqual([]);
    expect(sources.flatMap(given).filter((code) => !Object.hasOwn(ERROR_CODES, code))).toEqual([]);
  });
});

describe("the search for uses", () => {
  const found = (path: string, text: string) => uses({ path, text }).map(({ code, at }) => `${at} ${code}`);

  it("finds codes in plain JavaScript's messages, known or not", () => {
    expect(
      found("dagger/a.mjs", "\nfail(`Old: $" + "{x} [TOOL_MISSING]\\n` + 'and [NOT_KNOWN]'); list[INDEX];"),
    ).toEqual(["dagger/a.mjs:2 TOOL_MISSING", "dagger/a.mjs:2 NOT_KNOWN"]);
  });

  it("takes neither a comparison nor a comment for a use", () => {
    expect(
      found("dagger/a.ts", '// "USAGE"\nif (error.code === "USAGE") throw new SlipwayError("PART_FAILED");'),
    ).toEqual(["dagger/a.ts:2 PART_FAILED"]);
  });
});
