import { type Covered, Ran, type ReadCoverage } from "./coverage.js";
import { refuse } from "./problem.js";
import { readXml } from "./read-xml.js";
import type { XmlElement } from "./xml-element.js";
import { oneLine } from "./xml-text.js";

/**
 * Cobertura XML: http://cobertura.sourceforge.net/xml/coverage-04.dtd, as coverage.py, Istanbul and gocover-cobertura write
 * it. Lines, branches and methods are counted one by one; a line that several classes of a file name counts once.
 */
export function readCobertura(xml: string): ReadCoverage {
  const read = readXml(xml, "coverage report");
  if (!read.ok) return read;
  const { root } = read;
  const packages = root.name === "coverage" ? root.child("packages") : undefined;
  if (packages === undefined) {
    const saw = `${oneLine(root.name, 50)} as the outermost tag, without packages`;
    return refuse("coverage report", "unknown-format", saw);
  }
  const found = new Found();
  for (const one of packages.children("package")) {
    for (const type of inside(one, "classes", "class")) {
      if (!found.class(type)) return refuse("coverage report", "malformed", "a line without its number");
    }
  }
  const lines = found.lines.covered;
  if (lines.total === 0 && Number(root.attribute("lines-valid") ?? 0) > 0) {
    return refuse("coverage report", "malformed", "a count of lines, and no lines");
  }
  const { branches } = found;
  // Without branches, coverage.py gives them the rate 1 if it looked for some, and 0 if it did not.
  const isMeasured = branches.total > 0 || Number(root.attribute("branch-rate")) === 1;
  const functions = found.functions.covered;
  return {
    ok: true,
    coverage: {
      format: "cobertura",
      lines,
      ...(isMeasured && { branches }),
      ...(functions.total > 0 && { functions }),
    },
  };
}

class Found {
  readonly lines = new Ran<string>();
  readonly functions = new Ran<string>();
  readonly #branches = new Map<string, Covered>();

  get branches(): Covered {
    const all = [...this.#branches.values()];
    return {
      covered: all.reduce((sum, { covered }) => sum + covered, 0),
      total: all.reduce((sum, { total }) => sum + total, 0),
    };
  }

  /** Takes what one class has, and tells whether all its lines have numbers. */
  class(type: XmlElement): boolean {
    const file = type.attribute("filename") ?? type.attribute("name") ?? "";
    for (const line of inside(type, "lines", "line")) {
      const number = line.attribute("number") ?? "";
      if (!/^\d+$/.test(number)) return false;
      this.lines.add(`${number} ${file}`, isRun(line));
      this.#conditions(`${number} ${file}`, line.attribute("condition-coverage"));
    }
    let order = 0;
    for (const method of inside(type, "methods", "method")) {
      const lines = [...inside(method, "lines", "line")];
      const key = [file, type.attribute("name"), method.attribute("name"), method.attribute("signature"), order++];
      if (lines.length > 0) this.functions.add(key.join("\n"), lines.some(isRun));
    }
    return true;
  }

  /** Conditions of a line, such as `50% (1/2)`. */
  #conditions(line: string, text = ""): void {
    const [, covered, total] = /\((\d+)\/(\d+)\)/.exec(text) ?? [];
    const known = this.#branches.get(line) ?? { covered: 0, total: 0 };
    if (total === undefined) return;
    const most = Math.max(known.total, Number(total));
    this.#branches.set(line, { covered: Math.min(most, Math.max(known.covered, Number(covered))), total: most });
  }
}

function isRun(line: XmlElement): boolean {
  return Number(line.attribute("hits")) > 0;
}

function* inside(element: XmlElement, list: string, item: string): Generator<XmlElement> {
  for (const one of element.children(list)) yield* one.children(item);
}
