import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readJunit } from "../../testing/index.js";
import { beginningsOf, coverageReason, fixture, junitReason, reportIn } from "./reading.js";

const JUNIT = ["vitest", "jest-junit", "node-test", "pytest", "go-junit-report", "surefire"];
const within = (depth: number) => `${"<testsuite>".repeat(depth)}<testcase/>${"</testsuite>".repeat(depth)}`;

describe("readJunit", () => {
  it.each(JUNIT)("says of %s that it is cut off, whatever byte it ends at", (name) => {
    for (const beginning of beginningsOf(fixture(`${name}.xml`))) {
      expect(junitReason(beginning), beginning.slice(-60)).toBe(beginning === "" ? "empty" : "cut-off");
    }
  });

  it.each([
    ["", "empty"],
    [" \n\uFEFF", "empty"],
    ["> vitest run", "not-xml"],
    ["{}", "not-xml"],
    ["<", "cut-off"],
    ["<?xml version='1.0'?>", "cut-off"],
    ["<testsuites/", "cut-off"],
    ["<testsuite><![CDATA[</testsuite>", "cut-off"],
    ["<testsuite><!-- </testsuite>", "cut-off"],
    ["<testsuite name='</testsuite>", "cut-off"],
    ["<testsuite><testcase></testsuite></testcase>", "not-xml"],
    ["<testsuite tests=3></testsuite>", "not-xml"],
    ["<testsuite>a & b</testsuite>", "not-xml"],
    ["<testsuite></testsuite> 3 passed", "not-xml"],
    ["<testsuite/> 3 passed", "not-xml"],
    ["<testsuite/><testsuite/>", "not-xml"],
    ["<testsuite></testsuite><testsuite></testsuite>", "not-xml"],
    ["<html><body></body></html>", "no-testsuite"],
    ["<coverage/>", "no-testsuite"],
    ["<root><testsuite/></root>", "no-testsuite"],
    ["<toString/>", "no-testsuite"],
    ["<constructor/>", "unsafe-xml"],
    ["<testsuite><__proto__/></testsuite>", "unsafe-xml"],
    [within(100), "read"],
    [within(101), "unsafe-xml"],
    ["<a>".repeat(1_000_000), "unsafe-xml"],
  ])("says of %.60s: %s", (xml, reason) => {
    expect(junitReason(xml)).toBe(reason);
  });

  it("says what it saw without repeating what was written", () => {
    const read = readJunit("<testsuite name='hunter2'><hunter2></testsuite>");
    expect(read.ok ? undefined : read.problem).toEqual({
      reason: "cut-off",
      what: "The test report ends in the middle.",
      saw: "47 characters, and no end of the outermost tag",
      next: "run the tests again to their end, with space left on the disk",
    });
  });

  it("reads no more than 50 MB", () => {
    expect(junitReason(`<testsuite>${" ".repeat(50_000_000)}</testsuite>`)).toBe("too-large");
    expect(junitReason(`<testsuite>${"€".repeat(17_000_000)}</testsuite>`)).toBe("too-large");
  });

  it("reads 45 MB of what a test printed, and refuses a name that long", { timeout: 30_000 }, () => {
    const long = "some line that a test printed\n".repeat(1_500_000);
    const printed = `<testcase><failure>${long}</failure></testcase><testcase/>`;
    expect(reportIn(`<testsuite>${printed}</testsuite>`)).toMatchObject({ passed: 1, failed: 1 });
    expect(junitReason(`<testsuite><testcase name="${long}"/></testsuite>`)).toBe("too-large");
    expect(junitReason(`<testsuite>${long}</testsuite>`)).toBe("too-large");
  });

  it.each([
    ["a billion laughs", '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'],
    ["a file of the machine", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'],
    ["a parameter entity", '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://example.com/x.dtd"> %a;]>'],
    ["a second DOCTYPE", '<!DOCTYPE x><!DOCTYPE y [<!ENTITY a "b">]>'],
  ])("refuses a DOCTYPE that declares %s", (_, doctype) => {
    const xml = `${doctype}<testsuite><testcase name="t"><failure message="&a;&b;"/></testcase></testsuite>`;
    expect(junitReason(xml)).toBe("unsafe-xml");
  });

  it("leaves what a DTD would declare as it stands, and does not read the DTD", () => {
    const doctype = '<!DOCTYPE testsuite SYSTEM "file:///etc/passwd">';
    const xml = `${doctype}<testsuite><testcase name="t"><failure message="&a;"/></testcase></testsuite>`;
    expect(reportIn(xml).failures).toEqual([{ test: "t", message: "&a;" }]);
  });

  it("gives nothing to all objects", () => {
    const names = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty"];
    for (const name of names) {
      readJunit(`<testsuite ${name}="x"><${name} polluted="yes">x</${name}><testcase ${name}="x"/></testsuite>`);
      readJunit(`<${name}><testsuite/></${name}>`);
    }
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it("never throws", () => {
    const token = fc.constantFrom(
      ..."<testsuite>|</testsuite>|<testcase name='a'>|</testcase>|<failure>|</failure>|<skipped/>|<a b=|'|\"|>|<|/|&|&lt;|<![CDATA[|]]>|<!--|-->|<!DOCTYPE|[|<!ENTITY a 'b'>|<?|?>|x| ".split(
        "|",
      ),
    );
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(token, { maxLength: 30 }).map((tokens) => tokens.join("")),
      fc.array(token, { maxLength: 20 }).map((tokens) => `<testsuite>${tokens.join("")}</testsuite>`),
    );
    const options = { seed: 1, numRuns: 3_000 };
    fc.assert(
      fc.property(text, (xml) => {
        expect(readJunit(xml)).toHaveProperty("ok");
        expect(coverageReason(xml)).not.toBe("");
      }),
      options,
    );
  });
});
