import type { Service } from "../config/index.js";
import { isSlipwayError } from "../errors/index.js";
import { scanText } from "../scan/index.js";
import { commandVerdict, type Verdict } from "./command-verdict.js";
import type { CheckPorts } from "./ports.js";
import type { CheckResult, CheckRun, Stage } from "./result.js";
import { testVerdict } from "./test-verdict.js";

interface Question {
  readonly services: readonly Service[];
  readonly stages: readonly Stage[];
  readonly notes?: readonly string[];
}

/** Runs checks of services, all at once. Every one of them runs to its end: all that is wrong is told together. */
export async function runChecks({ services, stages, notes = [] }: Question, ports: CheckPorts): Promise<CheckRun> {
  const began = ports.clock.nowMillis();
  const checks = services.length === 0 ? [] : stages.flatMap((stage) => checksOf(stage, services, ports));
  const ended = await Promise.allSettled(checks);
  const results = ended.map((one) => {
    if (one.status === "rejected") throw one.reason;
    return one.value;
  });
  return {
    outcome: results.some(({ outcome }) => outcome === "failed") ? "failed" : "passed",
    seconds: (ports.clock.nowMillis() - began) / 1000,
    stages,
    services: services.map(({ name }) => name),
    results,
    notes,
  };
}

function checksOf(stage: Stage, services: readonly Service[], ports: CheckPorts): Promise<CheckResult>[] {
  const { workshop } = ports;
  switch (stage) {
    case "lint":
      return services.map((service) =>
        check(stage, [service], ports, async () => commandVerdict(await workshop.run(service, stage), service)),
      );
    case "test":
      return services.map((service) =>
        check(stage, [service], ports, async () =>
          testVerdict(await workshop.run(service, stage), service, workshop.reportsOf(service)),
        ),
      );
    case "build":
      return services.map((service) => check(stage, [service], ports, () => built(service, ports)));
    case "scan":
      return [check(stage, services, ports, () => scanned(services, ports))];
    default:
      return [stage satisfies never];
  }
}

async function check(
  stage: Stage,
  services: readonly Service[],
  { clock, span }: CheckPorts,
  work: () => Promise<Verdict>,
): Promise<CheckResult> {
  const began = clock.nowMillis();
  const names = services.map(({ name }) => name);
  const only = stage === "scan" ? undefined : names[0];
  const verdict = await span(only === undefined ? stage : `${only}: ${stage}`, () => work().catch(refused));
  const repeat =
    stage === "build"
      ? ["dagger", "call", "build", "--service", names[0] ?? ""]
      : ["dagger", "call", stage, "--services", names.join(",")];
  return { stage, service: only, ...verdict, seconds: (clock.nowMillis() - began) / 1000, repeat };
}

/** One check that cannot be done does not hide what the others find. */
function refused(error: unknown): Verdict {
  if (!isSlipwayError(error)) throw error;
  const { what, code, saw, next } = error;
  const findings = [...(saw === undefined ? [] : [`seen: ${saw}`]), `next: ${next}`];
  return { outcome: "failed", summary: `${what} [${code}]`, findings, output: [] };
}

async function built(service: Service, { workshop }: CheckPorts): Promise<Verdict> {
  const outcome = await workshop.build(service);
  switch (outcome.kind) {
    case "unfit":
    case "failed":
      return commandVerdict(
        outcome.kind === "unfit" ? outcome : { kind: "image-failed", output: outcome.output },
        service,
      );
    case "built":
      return { outcome: "passed", summary: outcome.image.digest, findings: [], output: [], image: outcome.image };
    default:
      return outcome satisfies never;
  }
}

async function scanned(services: readonly Service[], { workshop }: CheckPorts): Promise<Verdict> {
  const { result, unbuilt } = await workshop.scan(services);
  const [headline = "", ...rest] = scanText(result).split("\n");
  const isPassed = result.verdict === "passed" && unbuilt.length === 0;
  const blank = rest.indexOf("");
  const reasons = rest.slice(0, blank).filter((line) => !line.startsWith("  to repeat:"));
  const missed =
    unbuilt.length === 0 ? [] : [`not scanned, as it could not be built: the image of ${unbuilt.join(", ")}`];
  return {
    outcome: isPassed ? "passed" : "failed",
    summary: headline.replace(/^Scan (passed|failed)(?: for (.*))?:/, (_, __, why) => why ?? "").trim() || "passed",
    findings: [...missed, ...reasons.map((line) => line.replace(/^ {2}/, ""))],
    output: [],
    scan: result,
  };
}
