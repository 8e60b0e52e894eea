import type { Environment, Service } from "../../config/index.js";
import { environmentOf } from "../../config/index.js";
import type { DeployPorts, Stoppable } from "../../release/index.js";
import { sound } from "../config/reading.js";

/** The environment `local` of a slipway.yaml with these lines. */
export function local(...lines: readonly string[]): Environment {
  return environmentOf(sound(`name: shop\n${lines.join("\n")}\n`).config, "local");
}

/** What happens at an event instead of success: an error, an exit code or HTTP status, or output that ends with code 1. */
export type Fault = Error | number | { readonly output: string };

/**
 * A machine that only remembers. Each event is a line of its journal, such as `build api`, `uses api`, `run api: npm run
 * migrate`, `start api`, `GET http://api:8080/health` or `stop api`, takes one second, and has the fault of that name.
 */
export class FakeWorld {
  readonly journal: string[] = [];
  readonly spans: string[] = [];
  /** What was started and is not yet stopped. */
  readonly left = new Set<string>();
  readonly ports: DeployPorts<string>;
  readonly #faults: Readonly<Record<string, Fault>>;
  #nowMillis = 0;

  constructor(faults: Readonly<Record<string, Fault>> = {}) {
    this.#faults = faults;
    this.ports = {
      machine: {
        build: async ({ name }) => {
          await this.#meet(`build ${name}`);
          return { image: `image of ${name}`, reference: `${name}@1` };
        },
        startUses: async (service, image) => {
          await this.#meet(`uses ${service.name}`);
          const kinds = Object.entries(service.uses).flatMap(([kind, use]) => (use === undefined ? [] : [kind]));
          return {
            image: `${image} with uses`,
            started: kinds.map((kind) => this.#started(`${service.name}'s ${kind}`)),
          };
        },
        run: async ({ name }, image, command) => {
          const fault = await this.#meet(`run ${name}: ${command.join(" ")}`, image);
          if (typeof fault === "object") return { exitCode: 1, output: fault.output };
          return { exitCode: fault ?? 0, output: "" };
        },
        start: async (service: Service, image) => {
          await this.#meet(`start ${service.name}`, image);
          return { url: `http://${service.name}:${service.port}`, ...this.#started(service.name) };
        },
      },
      http: {
        send: async ({ method, url }) => {
          const status = await this.#meet(`${method} ${url}`);
          return { status: typeof status === "number" ? status : 200, body: "{}", tookMillis: 12.4 };
        },
      },
      clock: {
        nowMillis: () => this.#nowMillis,
        sleep: async (millis) => {
          this.#nowMillis += millis;
        },
      },
      span: (name, work) => {
        this.spans.push(name);
        return work();
      },
    };
  }

  /** Stopping takes a while and is over only then. */
  #started(name: string): Stoppable {
    this.left.add(name);
    return {
      stop: async () => {
        await this.#meet(`stop ${name}`);
        this.left.delete(name);
      },
    };
  }

  async #meet(event: string, image?: string): Promise<Exclude<Fault, Error> | undefined> {
    const uses = image?.endsWith("with uses") ? " (with uses)" : "";
    this.journal.push(`${event}${uses}`);
    this.#nowMillis += 1000;
    await new Promise<void>((resolve) => setImmediate(resolve));
    const fault = this.#faults[event];
    if (fault instanceof Error) throw fault;
    return fault;
  }
}
