import { type Metric, Ran } from "./coverage.js";

const DETAIL = { DA: "lines", BRDA: "branches", FN: "functions", FNDA: "functions", FNA: "functions" } as const;
const COUNT = { LF: "lines", BRF: "branches", FNF: "functions" } as const;

/** What the records of one source file say together. */
export class LcovFile {
  readonly ran = { lines: new Ran<number>(), branches: new Ran<string>(), functions: new Ran<string>() };
  /** What was measured, if only to find none. */
  readonly measures = new Set<Metric>(["lines"]);
  #claimed = new Map<Metric, number>();
  #times = new Map<string, number>();

  begin(): void {
    this.#claimed = new Map();
    this.#times = new Map();
  }

  /** Whether no count stands for things that are not there: they would pass for nothing to cover. */
  isComplete(): boolean {
    return [...this.#claimed].every(([metric, count]) => count === 0 || this.ran[metric].total > 0);
  }

  /** Takes one entry, and tells whether it is one. Entries of other kinds are let through. */
  read(key: string, value: string): boolean {
    if (isKey(COUNT, key)) {
      this.measures.add(COUNT[key]);
      this.#claimed.set(COUNT[key], Number(value));
      return /^\d+$/.test(value);
    }
    if (!isKey(DETAIL, key)) return /^[A-Z]+$/.test(key);
    this.measures.add(DETAIL[key]);
    switch (key) {
      case "DA": {
        const [, line, hits] = /^(\d+),([^,]+)/.exec(value) ?? [];
        this.ran.lines.add(Number(line), Number(hits) > 0);
        return line !== undefined && Number.isFinite(Number(hits));
      }
      case "BRDA": {
        // coverage.py writes sentences for the branch.
        const [, branch, taken] = /^(\d+,.+),(-|\d+)$/.exec(value) ?? [];
        this.ran.branches.add(branch ?? "", Number(taken) > 0);
        return branch !== undefined;
      }
      case "FN": {
        const [, name] = /^\d+,(?:\d+,)?(.+)$/.exec(value) ?? [];
        this.ran.functions.add(this.#again(key, name), false);
        return name !== undefined;
      }
      case "FNDA": {
        const [, hits, name] = /^(\d+),(.+)$/.exec(value) ?? [];
        this.ran.functions.add(this.#again(key, name), Number(hits) > 0);
        return name !== undefined;
      }
      case "FNA": {
        const [, index, hits] = /^(\d+),(\d+),/.exec(value) ?? [];
        this.ran.functions.add(`#${index}`, Number(hits) > 0);
        return index !== undefined;
      }
      default:
        return key satisfies never;
    }
  }

  /** Functions of one name, such as two constructors, are told apart by their order: FNDA follows that of FN. */
  #again(key: string, name: string | undefined): string {
    const time = (this.#times.get(`${key}:${name}`) ?? 0) + 1;
    this.#times.set(`${key}:${name}`, time);
    return `${time}:${name}`;
  }
}

function isKey<T extends object>(table: T, key: string): key is string & keyof T {
  return Object.hasOwn(table, key);
}
