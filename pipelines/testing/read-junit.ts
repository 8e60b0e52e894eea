import { failureMessage } from "./failure-message.js";
import { type JunitReport, type TestFailure, toMicroseconds } from "./junit-report.js";
import { type Refused, refuse } from "./problem.js";
import { readXml } from "./read-xml.js";
import { type Around, nameOf, outcomeOf, secondsOf, within } from "./test-case.js";
import type { XmlElement } from "./xml-element.js";
import { oneLine } from "./xml-text.js";

export type ReadJunit = { readonly ok: true; readonly report: JunitReport } | Refused;

/**
 * Reads JUnit XML as vitest, jest-junit, node:test, pytest, go-junit-report and Surefire write it. A whole file without tests
 * is a report of none. Never throws. There is no standard; the closest: https://github.com/testmoapp/junitxml
 */
export function readJunit(xml: string): ReadJunit {
  const read = readXml(xml, "test report");
  if (!read.ok) return read;
  const { name } = read.root;
  if (name !== "testsuites" && name !== "testsuite") {
    return refuse("test report", "no-testsuite", `${oneLine(name, 50)} as the outermost tag`);
  }
  const count = new Count();
  count.suite(read.root, { names: [], file: undefined });
  return { ok: true, report: count.report };
}

class Count {
  readonly #tests = { passed: 0, failed: 0, skipped: 0 };
  readonly #failures: TestFailure[] = [];
  #seconds = 0;

  get report(): JunitReport {
    return { ...this.#tests, seconds: toMicroseconds(this.#seconds), failures: this.#failures };
  }

  suite(element: XmlElement, outside: Around): void {
    const around = element.name === "testsuite" ? within(element, outside) : outside;
    for (const child of element.children()) {
      if (child.name === "testcase") this.#testcase(child, around);
      // A suite that could not begin: no test stands for it.
      else if (child.name === "failure" || child.name === "error") this.#failed(element, outside, child);
      else this.suite(child, around);
    }
  }

  #testcase(testcase: XmlElement, around: Around): void {
    this.#seconds += secondsOf(testcase);
    const outcome = outcomeOf(testcase);
    switch (outcome.state) {
      case "failed":
        this.#failed(testcase, around, outcome.failure);
        return;
      case "passed":
      case "skipped":
        this.#tests[outcome.state] += 1;
        return;
      default:
        outcome satisfies never;
    }
  }

  #failed(element: XmlElement, around: Around, failure: XmlElement): void {
    this.#tests.failed += 1;
    this.#failures.push({ ...nameOf(element, around), message: failureMessage(failure) });
  }
}
