import type { Environment, Service } from "../config/index.js";
import { allOf } from "../errors/index.js";
import { type CheckResult, type Http, runCheck } from "../verify/index.js";
import { type LocalMachine, StepFailure, type Stoppable } from "./local-machine.js";
import { inOrder } from "./order.js";
import type { Release, ServiceRelease, Step } from "./record.js";

/** What a local deploy needs of the world. */
export interface DeployPorts<Image> {
  readonly machine: LocalMachine<Image>;
  readonly http: Http;
  readonly clock: { nowMillis(): number; sleep(millis: number): Promise<void> };
  /** Wraps each step, to show progress; `name` is like `listings: build`. */
  readonly span: <T>(name: string, work: () => Promise<T>) => Promise<T>;
}

/**
 * Releases an environment's services on this machine: builds all images at once, then takes each service, in the order of
 * its needs, through database, migration, start and smoke test. The first failure stops what follows. Everything that
 * was started is stopped at the end, whatever the outcome.
 */
export async function deployLocal<Image>(environment: Environment, ports: DeployPorts<Image>): Promise<Release> {
  const began = ports.clock.nowMillis();
  const services = inOrder(Object.values(environment.services).filter(({ platform }) => platform === "cloud-run"));
  const started: Stoppable[] = [];
  const releases: ServiceRelease[] = [];
  try {
    const built = await allOf(services.map((service) => buildService(service, ports)));
    let isFailed = built.some(({ image }) => image === undefined);
    for (const { service, image, step } of built) {
      const steps = [step];
      if (image === undefined || isFailed) {
        releases.push({ service: service.name, outcome: image === undefined ? "failed" : "stopped", steps });
        continue;
      }
      const rest = await new ServiceDeploy(service, ports, started, environment.seed).run(image);
      isFailed = rest.some(({ outcome }) => outcome === "failed");
      releases.push({ service: service.name, outcome: isFailed ? "failed" : "deployed", steps: [...steps, ...rest] });
    }
  } finally {
    await Promise.allSettled(started.reverse().map((one) => one.stop()));
  }
  const outcome = releases.every((one) => one.outcome === "deployed") ? "deployed" : "failed";
  return { environment: environment.name, outcome, seconds: secondsSince(began, ports), services: releases };
}

async function buildService<Image>(service: Service, ports: DeployPorts<Image>) {
  let image: Image | undefined;
  const step = await takeStep(service, "build", ports, async () => {
    const built = await ports.machine.build(service);
    image = built.image;
    return built.reference;
  });
  return { service, image, step };
}

/** One service on its way from image to passed smoke test. */
class ServiceDeploy<Image> {
  readonly #service: Service;
  readonly #ports: DeployPorts<Image>;
  readonly #started: Stoppable[];
  readonly #seeds: boolean;
  readonly #steps: Step[] = [];

  constructor(service: Service, ports: DeployPorts<Image>, started: Stoppable[], seeds: boolean) {
    this.#service = service;
    this.#ports = ports;
    this.#started = started;
    this.#seeds = seeds;
  }

  async run(built: Image): Promise<readonly Step[]> {
    const { machine } = this.#ports;
    let image = built;
    let url = "";
    const uses = usesOf(this.#service);
    const migrate = this.#service.migrate;
    const stages: [name: string, isWanted: boolean, work: () => Promise<string>][] = [
      [
        "uses",
        uses.length > 0,
        async () => {
          const ready = await machine.startUses(this.#service, image);
          this.#started.push(...ready.started);
          image = ready.image;
          return uses.join(", ");
        },
      ],
      ["migrate", migrate !== undefined, () => this.#command(image, migrate?.command ?? [])],
      ["check", migrate?.check !== undefined, () => this.#command(image, migrate?.check ?? [])],
      ["seed", this.#seeds && migrate?.seed !== undefined, () => this.#command(image, migrate?.seed ?? [])],
      [
        "start",
        true,
        async () => {
          const running = await machine.start(this.#service, image);
          this.#started.push(running);
          url = running.url;
          return `port ${this.#service.port} answers`;
        },
      ],
      ...this.#service.smoke.map(
        (check) =>
          [
            "smoke",
            true,
            async () => passedOrThrow(await runCheck(check, url, this.#checkPorts())),
          ] as (typeof stages)[number],
      ),
    ];
    for (const [name, isWanted, work] of stages) {
      if (!isWanted) continue;
      const step = await takeStep(this.#service, name, this.#ports, work);
      this.#steps.push(step);
      if (step.outcome === "failed") break;
    }
    return this.#steps;
  }

  #checkPorts() {
    return { http: this.#ports.http, sleep: (millis: number) => this.#ports.clock.sleep(millis) };
  }

  async #command(image: Image, command: readonly string[]): Promise<string> {
    const { exitCode, output } = await this.#ports.machine.run(this.#service, image, command);
    if (exitCode === 0) return command.join(" ");
    throw new StepFailure(`\`${command.join(" ")}\` ended with ${exitCode}\n${lastLines(output)}`);
  }
}

async function takeStep(
  service: Service,
  name: string,
  ports: Pick<DeployPorts<unknown>, "clock" | "span">,
  work: () => Promise<string>,
): Promise<Step> {
  const began = ports.clock.nowMillis();
  const finish = (outcome: Step["outcome"], detail: string): Step => ({
    name,
    outcome,
    seconds: secondsSince(began, ports),
    detail,
  });
  try {
    return finish("done", await ports.span(`${service.name}: ${name}`, work));
  } catch (error) {
    if (error instanceof StepFailure) return finish("failed", error.message);
    throw error;
  }
}

function passedOrThrow({ request, passed, tries, answer, findings }: CheckResult): string {
  if (passed) return `${request} gave ${answer?.status} in ${Math.round(answer?.tookMillis ?? 0)} ms`;
  const seen = findings.map((one) => `${one.what}: seen ${one.seen}, wanted ${one.wanted}`).join("; ");
  throw new StepFailure(`${request} failed ${tries === 1 ? "once" : `${tries} times`}; ${seen}`);
}

function usesOf({ uses }: Service): string[] {
  return [
    ...(uses.postgres === undefined ? [] : [`PostgreSQL ${uses.postgres.version}`]),
    ...(uses.redis === undefined ? [] : [`Redis ${uses.redis.version}`]),
  ];
}

function lastLines(output: string): string {
  return output.trimEnd().split("\n").slice(-8).join("\n");
}

function secondsSince(began: number, { clock }: Pick<DeployPorts<unknown>, "clock">): number {
  return (clock.nowMillis() - began) / 1000;
}
