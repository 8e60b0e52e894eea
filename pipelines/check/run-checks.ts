import type { Service } from "../config/index.js";
import { allOf, isSlipwayError } from "../errors/index.js";
import { countText, scanReasons } from "../scan/index.js";
import { commandVerdict, type Verdict } from "./command-verdict.js";
import type { CheckPorts } from "./ports.js";
import type { CheckResult, CheckRun, Stage } from "./result.js";
import { testVerdict } from "./test-verdict.js";

interface Question {
  readonly services: readonly Service[];
  readonly stages: readonly Stage[];
  readonly notes?: readonly string[];
  /** Words that a repeated scan needs besides its services, such as `--since origin/main`. */
  readonly scanFlags?: readonly string[];
}

/** Runs checks of services, all at once. Every one of them runs to its end: all that is wrong is told together. */
export async function runChecks(question: Question, ports: CheckPorts): Promise<CheckRun> {
  const { services, stages, notes = [], scanFlags = [] } = question;
  const began = ports.clock.nowMillis();
  const checks = services.length === 0 ? [] : stages.flatMap((stage) => checksOf(stage, services, ports));
  const results = (await allOf(checks)).map((one) =>
    one.stage === "scan" ? { ...one, repeat: [...one.repeat, ...scanFlags] } : one,
  );
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
  const reasons = [...(unbuilt.length === 0 ? [] : [notBuilt(unbuilt)]), ...scanReasons(result)];
  const isPassed = result.verdict === "passed" && reasons.length === 0;
  return {
    outcome: isPassed ? "passed" : "failed",
    summary: isPassed
      ? `${countText(result)}, all within the limits`
      : `${reasons.length} ${reasons.length === 1 ? "reason" : "reasons"}`,
    findings: reasons.flatMap(({ summary, details }) => [summary, ...details.map((line) => `  ${line}`)]),
    output: [],
    scan: result,
  };
}

function notBuilt(services: readonly string[]) {
  return {
    summary: `not scanned, as it could not be built: the image of ${services.join(", ")}`,
    details: [`next: see why with \`dagger call images --services ${services.join(",")}\``],
  };
}
