import { describe, expect, it } from "vitest";
import { mergeJunit } from "../../testing/index.js";
import { fixture, reportIn } from "./reading.js";

const one = (testcase: string) => reportIn(`<testsuites><testsuite name="s">${testcase}</testsuite></testsuites>`);
const failed = (failure: string) => one(`<testcase name="t" classname="c">${failure}</testcase>`).failures[0]?.message;
const tests = (xml: string) => reportIn(xml).failures.map(({ test, file }) => [test, file]);

describe("readJunit, of what tools wrote,", () => {
  it.each([
    ["vitest.xml", 2, 3, 2, 0.017453],
    ["jest-junit.xml", 2, 3, 1, 0.006],
    ["node-test.xml", 2, 2, 3, 0.002942],
    ["pytest.xml", 3, 3, 2, 0.007],
    ["go-junit-report.xml", 3, 2, 1, 0],
    ["surefire.xml", 2, 2, 1, 0.034],
  ])("counts %s: %i passed, %i failed, %i skipped, %d s", (name, passed, failures, skipped, seconds) => {
    expect(reportIn(fixture(name))).toMatchObject({ passed, failed: failures, skipped, seconds });
  });

  it.each([
    [
      "vitest.xml",
      [
        ["test/broken.test.js", "test/broken.test.js"],
        ['price > is a <number> & not "text"', "test/price.test.js"],
        ["price > keeps objects", "test/price.test.js"],
      ],
    ],
    [
      "jest-junit.xml",
      [
        ["price is a <number>", "price.test.js"],
        ["Test suite failed to run > broken.test.js", "broken.test.js"],
        ["Test suite failed to run > broken.test.js", "broken.test.js"],
      ],
    ],
    [
      "node-test.xml",
      [
        ["price > for <members> > is lower", undefined],
        ["flat > subtest", undefined],
      ],
    ],
    [
      "pytest.xml",
      [
        ["pytest > tests.test_broken", undefined],
        ["tests.test_price.TestGuests > test_full_price", undefined],
        ["tests.test_price > test_database", undefined],
      ],
    ],
    [
      "go-junit-report.xml",
      [
        ["example.com/shop/price > TestGuests", undefined],
        ["example.com/shop/price > TestGuests/full_<price>", undefined],
      ],
    ],
    [
      "surefire.xml",
      [
        ["com.example.PriceTest > breaks", undefined],
        ["com.example.PriceTest > isLower", undefined],
      ],
    ],
  ])("names the tests of %s that failed", (name, names) => {
    expect(tests(fixture(name))).toEqual(names);
  });

  it.each([
    ["vitest.xml", 1, "expected 100 to deeply equal '100 <euro>'\n- Expected:\n\"100 <euro>\"\n+ Received:\n"],
    ["jest-junit.xml", 0, 'Error: expect(received).toEqual(expected) // deep equality\nExpected: "100 & more"'],
    ["node-test.xml", 0, "Expected values to be strictly equal:100 !== 90"],
    ["node-test.xml", 1, "boom & bang"],
    ["pytest.xml", 1, "AssertionError: too <high>\nfor & guests\nassert 100 == 90"],
    ["go-junit-report.xml", 0, "Failed"],
    ["go-junit-report.xml", 1, 'Failed\nprice_test.go:12: got 100, want "90" & more'],
    ["surefire.xml", 0, "no database"],
    ["surefire.xml", 1, "for <members> & friends ==> expected: <90> but was: <100>"],
  ])("tells of %s, failure %i, what went wrong", (name, index, message) => {
    expect(reportIn(fixture(name)).failures[index]?.message).toMatch(message);
  });

  it("takes a todo of node:test that fails for skipped, as its run does not fail", () => {
    expect(fixture("node-test.xml")).toMatch(/<skipped type="todo" message="later"\/>\s*<failure/);
    expect(tests(fixture("node-test.xml")).flat()).not.toContain("todo that fails");
  });

  it("counts what Surefire runs again once, and as passed if it passes at last", () => {
    expect(fixture("surefire.xml")).toContain('tests="3"');
    expect(tests(fixture("surefire.xml")).flat()).not.toContain("com.example.PriceTest > flaky");
  });
});

describe("readJunit", () => {
  it.each([
    ["<testsuites/>", 0],
    ["<testsuite/>", 0],
    ["<testsuite><testcase/></testsuite>", 1],
    ["<testsuites><testcase/></testsuites>", 1],
    ["<testsuites><testsuite><testsuite><testcase/></testsuite><testcase/></testsuite></testsuites>", 2],
    ["<testsuites><group><testsuite><testcase/></testsuite></group></testsuites>", 1],
    ['\uFEFF\n<?xml version="1.0"?><!-- a > b --><testsuite tests="9" failures="9"><testcase/></testsuite>\n', 1],
    ["<testsuite><![CDATA[<testcase/>]]><testcase/><!-- <testcase/> --></testsuite>", 1],
    ["<testsuite><testcase><system-out><testcase/>&lt;</system-out></testcase></testsuite>", 1],
    ["<testsuite><properties><property name='failure'/></properties><testcase name='a > b'/></testsuite>", 1],
  ])("counts the tests of %s: %i", (xml, passed) => {
    expect(reportIn(xml)).toEqual({ passed, failed: 0, skipped: 0, seconds: 0, failures: [] });
  });

  it.each([
    ["", "passed"],
    ["<system-out>x</system-out>", "passed"],
    ["<flakyFailure message='x'/>", "passed"],
    ["<skipped/>", "skipped"],
    ["<skipped type='todo'/><failure/>", "skipped"],
    ["<skipped type='skipped'/><failure/>", "failed"],
    ["<failure/>", "failed"],
    ["<error/>", "failed"],
    ["<failure/><failure/><error/>", "failed"],
  ])("takes a test with %s for %s", (inside, state) => {
    expect(one(`<testcase>${inside}</testcase>`)).toMatchObject({ passed: 0, failed: 0, skipped: 0, [state]: 1 });
  });

  it("takes a test that was not run for skipped", () => {
    expect(one('<testcase status="notrun"/><testcase status="run"/>')).toMatchObject({ skipped: 1, passed: 1 });
  });

  it("counts a suite that fails itself as one failure", () => {
    const xml = "<testsuites><testsuite name='db'><error message='no database'/></testsuite></testsuites>";
    expect(reportIn(xml)).toMatchObject({ failed: 1, failures: [{ test: "db", message: "no database" }] });
  });

  it.each([
    ["0.5", 0.5],
    ["1,234.5", 1234.5],
    ["1e-7", 0],
    ["", 0],
    ["-1", 0],
    ["NaN", 0],
    ["1e999", 0],
    ["fast", 0],
  ])("reads the time %j as %d s", (time, seconds) => {
    expect(one(`<testcase time="${time}"/>`).seconds).toBe(seconds);
  });

  it.each([
    ["<failure/>", "no message"],
    ["<failure type='AssertionError'/>", "AssertionError"],
    ["<failure message=''>\n\n  text \n</failure>", "text"],
    ["<failure message='a&#10;b'>a\nc</failure>", "a\nb\nc"],
    ["<failure message='x &amp;lt; &#65;&#x42; &nbsp; &#x110000;'/>", "x &lt; AB &nbsp; &#x110000;"],
    ["<failure>a &lt;b&gt; <![CDATA[&lt; </failure>]]> c</failure>", "a <b> &lt; </failure> c"],
    ["<failure message='&#27;[31mred&#x1b;[0m #x1B[1mbold#x1B[0m'/>", "red bold"],
    ["<failure>1x\n2x\n3x\n4x\n5x\n6x</failure>", "1x\n2x\n3x\n4x\n5x"],
    ["<failure message='E: no'>E: no\n  at f (a.js:1:1)\n  at g (b.js:1:1)\n}\n----</failure>", "E: no"],
  ])("tells of %s: %j", (failure, message) => {
    expect(failed(failure)).toBe(message);
  });

  it("keeps a message of megabytes short, wherever it stands", () => {
    const long = "long 🙂 ".repeat(150_000);
    for (const failure of [`<failure message="${long}"/>`, `<failure><![CDATA[${`${long}\n`.repeat(8)}]]></failure>`]) {
      const message = failed(failure) ?? "";
      expect(message.length).toBeLessThan(5 * 600);
      expect(message).not.toMatch(/\p{Cs}/u);
    }
  });

  it("names a file that a test, a suite, a class name or a suite's name tells", () => {
    const test = (attributes: string) => `<testcase ${attributes}><failure/></testcase>`;
    const file = (xml: string) => tests(xml)[0]?.[1];
    expect(file(`<testsuite>${test('file="a.py"')}</testsuite>`)).toBe("a.py");
    expect(file(`<testsuite file="b.php">${test("")}</testsuite>`)).toBe("b.php");
    expect(file(`<testsuite>${test('classname="test/c.spec.tsx"')}</testsuite>`)).toBe("test/c.spec.tsx");
    expect(file(`<testsuite name="d.test.mjs">${test('name="x"')}</testsuite>`)).toBe("d.test.mjs");
    expect(file(`<testsuite name="e">${test('classname="shop.api"')}</testsuite>`)).toBeUndefined();
  });
});

describe("mergeJunit", () => {
  it("adds up, and keeps all failures in their order", () => {
    const [a, b] = [reportIn(fixture("vitest.xml")), reportIn(fixture("pytest.xml"))];
    expect(mergeJunit([a, b])).toEqual({
      passed: 5,
      failed: 6,
      skipped: 4,
      seconds: 0.024453,
      failures: [...a.failures, ...b.failures],
    });
  });

  it("gives no tests for no reports", () => {
    expect(mergeJunit([])).toEqual({ passed: 0, failed: 0, skipped: 0, seconds: 0, failures: [] });
  });
});
