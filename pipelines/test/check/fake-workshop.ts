import type { BuildOutcome, CheckPorts, CommandOutcome, ScanOutcome } from "../../check/index.js";
import type { Service } from "../../config/index.js";
import { judgeScan } from "../../scan/index.js";
import { sound } from "../config/reading.js";
import { findingsIn, report, rulesOf } from "../scan/scanning.js";

/** Services with these names, each with these lines of slipway.yaml besides its path. */
export function services(names: readonly string[], more = ""): Service[] {
  if (names.length === 0) return [];
  const lines = names.map((name) => `  ${name}: { path: services/${name}${more === "" ? "" : `, ${more}`} }`);
  return Object.values(sound(`name: shop\nservices:\n${lines.join("\n")}\n`).config.services);
}

type Ran = Extract<CommandOutcome, { kind: "ran" }>;

/** Commands that passed, but for what is said otherwise. */
export function ran(fields: Partial<Omit<Ran, "kind" | "reports">> & { reports?: Record<string, string> } = {}): Ran {
  const { reports = {}, ...rest } = fields;
  const passed = { kind: "ran", commands: [["npm", "test"]], exitCode: 0, output: "", isOverTime: false } as const;
  return { ...passed, ...rest, reports: new Map(Object.entries(reports)) };
}

/** A scan of what Trivy reports, held against a line of slipway.yaml's `scan`. */
export function scanOf(results: readonly object[], line = "{}", unbuilt: readonly string[] = []): ScanOutcome {
  const findings = findingsIn(report(...results), "image api");
  return { result: judgeScan({ findings, rules: rulesOf(line), today: "2026-08-03" }), unbuilt };
}

/** What an event, such as `api: lint` or `scan`, comes to instead of success, and the seconds that it takes instead of one. */
export interface Told {
  readonly outcomes?: Readonly<Record<string, CommandOutcome | BuildOutcome | ScanOutcome | Error>>;
  readonly seconds?: Readonly<Record<string, number>>;
  readonly reports?: { readonly junit: readonly string[]; readonly coverage: string | undefined };
}

/** A workshop that only remembers. Its clock goes on when all that runs is waiting, so that things take time side by side. */
export class FakeWorkshop {
  /** What has begun and, with `ended` before it, what is over. */
  readonly journal: string[] = [];
  readonly spans: string[] = [];
  readonly ports: CheckPorts;
  readonly #told: Told;
  #nowMillis = 0;
  #sleepers: { readonly at: number; readonly wake: () => void }[] = [];

  constructor(told: Told = {}) {
    this.#told = told;
    const { reports = { junit: [], coverage: undefined } } = told;
    const image = { digest: "sha256:1", labels: {} };
    this.ports = {
      workshop: {
        run: (service, stage) => this.#meet(`${service.name}: ${stage}`, ran({ commands: [["npm", "run", stage]] })),
        build: ({ name }) => this.#meet<BuildOutcome>(`${name}: build`, { kind: "built", image }),
        scan: () => this.#meet("scan", scanOf([])),
        reportsOf: () => reports,
      },
      clock: { nowMillis: () => this.#nowMillis },
      span: (name, work) => {
        this.spans.push(name);
        return work();
      },
    };
  }

  async #meet<T>(event: string, success: T): Promise<T> {
    this.journal.push(event);
    await this.#sleep(this.#told.seconds?.[event] ?? 1);
    this.journal.push(`ended ${event}`);
    const told = this.#told.outcomes?.[event];
    if (told instanceof Error) throw told;
    return told === undefined ? success : (told as T);
  }

  #sleep(seconds: number): Promise<void> {
    return new Promise((wake) => {
      if (this.#sleepers.length === 0) setImmediate(() => this.#wakeNext());
      this.#sleepers.push({ at: this.#nowMillis + seconds * 1000, wake });
    });
  }

  #wakeNext(): void {
    this.#nowMillis = Math.min(...this.#sleepers.map(({ at }) => at));
    const awake = this.#sleepers.filter(({ at }) => at === this.#nowMillis);
    this.#sleepers = this.#sleepers.filter(({ at }) => at !== this.#nowMillis);
    if (this.#sleepers.length > 0) setImmediate(() => this.#wakeNext());
    for (const { wake } of awake) wake();
  }
}
