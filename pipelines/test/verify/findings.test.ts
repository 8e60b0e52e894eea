import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Answer, findings } from "../../verify/index.js";
import { checkOf } from "./check-of.js";

const answer = (parts: Partial<Answer> = {}): Answer => ({ status: 200, body: "", tookMillis: 10, ...parts });
const json = (value: unknown) => answer({ body: JSON.stringify(value) });

describe("findings", () => {
  it("are none where status, time and body are as asked for", () => {
    const check = checkOf("{ get: /, status: 201, within: 500ms, expect: { $.id: string } }");
    expect(findings(check, answer({ status: 201, body: '{"id":"x"}', tookMillis: 500 }))).toEqual([]);
  });

  it.each([
    ["{ get: / }", 200, true],
    ["{ get: / }", 204, false],
    ["{ get: /, status: [200, 404] }", 404, true],
    ["{ get: /, status: [200, 404] }", 201, false],
    ["{ get: /, status: 500 }", 500, true],
    ["{ get: /, status: 302 }", 200, false],
  ])("weigh the status of %s: %i passes is %s", (line, status, passes) => {
    expect(findings(checkOf(line), answer({ status })).length === 0).toBe(passes);
  });

  it("name the status that was seen with the beginning of the body, and those that would do", () => {
    const check = checkOf("{ get: /, status: [200, 201] }");
    expect(findings(check, answer({ status: 500, body: "down:\n  no   database" }))).toEqual([
      { what: "status", seen: "500 down: no database", wanted: "200 or 201" },
    ]);
    expect(findings(check, answer({ status: 500 }))).toEqual([{ what: "status", seen: "500", wanted: "200 or 201" }]);
  });

  it("take no more than 160 characters of a body", () => {
    const [found] = findings(checkOf("{ get: / }"), answer({ status: 500, body: "x".repeat(5000) }));
    expect(found?.seen).toBe(`500 ${"x".repeat(157)}...`);
  });

  it.each([
    [500, []],
    [501, [{ what: "time", seen: "501 ms", wanted: "500 ms" }]],
    [2000, [{ what: "time", seen: "2000 ms", wanted: "500 ms" }]],
  ])("weigh a time of %d ms against a limit of 500 ms", (tookMillis, found) => {
    expect(findings(checkOf("{ get: /, within: 500ms }"), answer({ tookMillis }))).toEqual(found);
  });

  it("never show a time that looks like one within its limit", () => {
    const [found] = findings(checkOf("{ get: /, within: 500ms }"), answer({ tookMillis: 500.2 }));
    expect(found?.seen).not.toBe(found?.wanted);
  });

  it.each([
    ["$.id: string", { id: "x" }, true],
    ["$.id: string", { id: 1 }, false],
    ["$.id: number", { id: 1 }, true],
    ["$.id: boolean", { id: false }, true],
    ["$.id: boolean", { id: "false" }, false],
    ["$.id: object", { id: {} }, true],
    ["$.id: object", { id: [] }, false],
    ["$.id: object", { id: null }, false],
    ["$.id: array", { id: [] }, true],
    ["$.id: array", { id: {} }, false],
    ['$.id: "null"', { id: null }, true],
    ['$.id: "null"', {}, false],
    ["$.id: 1", { id: 1 }, true],
    ["$.id: 1", { id: "1" }, false],
    ["$.id: true", { id: true }, true],
    ["$.id: ok", { id: "ok" }, true],
    ["$.id: ok", { id: "OK" }, false],
    ["$.id: { equals: string }", { id: "string" }, true],
    ["$.id: { equals: string }", { id: "x" }, false],
    ["$.id: { equals: null }", { id: null }, true],
    ["$.id: { equals: null }", {}, false],
    ["$.id: { equals: [1, 2] }", { id: [1, 2] }, true],
    ["$.id: { equals: [1, 2] }", { id: [2, 1] }, false],
    ["$.id: { equals: [1] }", { id: [1, 2] }, false],
    ["$.id: { equals: { a: 1, b: { c: 2 } } }", { id: { b: { c: 2 }, a: 1 } }, true],
    ["$.id: { equals: { a: 1 } }", { id: { a: 1, b: 2 } }, false],
    ["$.id: { equals: { a: 1, b: 2 } }", { id: { a: 1 } }, false],
    ["$.id: { equals: [] }", { id: {} }, false],
    ["$.id: { equals: {} }", { id: [] }, false],
    ["$: array", [], true],
    ["$[0].id: string", [{ id: "x" }], true],
  ])("weigh `%s` against %j: passes is %s", (expected, body, passes) => {
    expect(findings(checkOf(`{ get: /, expect: { "${expected.replace(": ", '": ')} } }`), json(body))).toHaveLength(
      passes ? 0 : 1,
    );
  });

  it("name the path, the value seen and the one wanted", () => {
    const check = checkOf("{ get: /, expect: { $.id: string, $.state: { equals: { up: true } }, $.name: x } }");
    expect(findings(check, json({ id: 7, state: { up: false } }))).toEqual([
      { what: "$.id", seen: "7", wanted: "string" },
      { what: "$.state", seen: '{"up":false}', wanted: '{"up":true}' },
      { what: "$.name", seen: "nothing", wanted: '"x"' },
    ]);
  });

  it.each([
    ["", "nothing"],
    ["<html>\n</html>", "<html> </html>"],
    ['{"id":', '{"id":'],
  ])("say that %j is not JSON, once", (body, seen) => {
    const check = checkOf("{ get: /, expect: { $.id: string, $.name: string } }");
    expect(findings(check, answer({ body }))).toEqual([{ what: "body", seen, wanted: "JSON" }]);
  });

  it("ask for no JSON where nothing in it is expected", () => {
    expect(findings(checkOf("{ get: / }"), answer({ body: "<html>" }))).toEqual([]);
  });

  it("are told all at once", () => {
    const check = checkOf("{ get: /, within: 1ms, expect: { $.id: string } }");
    const found = findings(check, answer({ status: 503, body: "{}", tookMillis: 9 }));
    expect(found.map(({ what }) => what)).toEqual(["status", "time", "$.id"]);
  });

  it("are none for any JSON value that is wanted as it came", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const check = {
          ...checkOf("{ get: / }"),
          expect: [{ at: "$.x", kind: "value" as const, value: value as never }],
        };
        expect(findings(check, json({ x: value }))).toEqual([]);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});
