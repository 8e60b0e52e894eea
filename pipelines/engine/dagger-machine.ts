import { randomBytes } from "node:crypto";
import { type Container, type Service as DaggerService, dag, ReturnType } from "@dagger.io/dagger";
import type { Service } from "../config/index.js";
import { isSlipwayError } from "../errors/index.js";
import { type LocalMachine, StepFailure, type Stoppable } from "../release/index.js";
import { failureText } from "./failure-text.js";
import type { Pins } from "./pins.js";
import { postgresImage, redisImage } from "./tools.js";
import { withVariables } from "./variables.js";

/** What a local machine gets its images from. */
interface Images {
  image(service: Service): Promise<{ readonly container: Container }>;
}

/** A local machine made of Dagger: images are built from the source and run as services of this call. */
export function daggerMachine(images: Images, pins: Pins): LocalMachine<Container> {
  return {
    async build(service) {
      const build = async () => (await images.image(service)).container.sync();
      const image = await orFailure("the image could not be built", build);
      return { image, reference: `image of ${service.path}` };
    },

    async startUses(service, image) {
      const started: Stoppable[] = [];
      let bound = image;
      const { postgres, redis } = service.uses;
      if (postgres !== undefined) {
        const { database, url } = await orFailure(`PostgreSQL ${postgres.version} did not start`, () =>
          startPostgres(service.name, pins.reference(postgresImage(postgres.version))),
        );
        started.push(stoppable(database));
        bound = bound.withServiceBinding("postgres", database).withSecretVariable(postgres.env, url);
      }
      if (redis !== undefined) {
        const start = () =>
          dag
            .container()
            .from(pins.reference(redisImage(redis.version)))
            .withExposedPort(6379)
            .asService({ useEntrypoint: true })
            .start();
        const cache = await orFailure(`Redis ${redis.version} did not start`, start).catch(async (error: unknown) => {
          await Promise.allSettled(started.map((one) => one.stop()));
          throw error;
        });
        started.push(stoppable(cache));
        bound = bound.withServiceBinding("redis", cache).withEnvVariable(redis.env, "redis://redis:6379");
      }
      return { image: bound, started };
    },

    async run(service, image, command) {
      const ended = withSettings(service, image)
        // What a migration does is in the database, not in its layer: it must run again each time.
        .withEnvVariable("SLIPWAY_RUN", randomBytes(8).toString("hex"))
        .withExec([...command], { expect: ReturnType.Any });
      const exitCode = await ended.exitCode();
      return { exitCode, output: exitCode === 0 ? "" : `${await ended.stdout()}${await ended.stderr()}` };
    },

    async start(service, image) {
      const container = withSettings(service, image).withExposedPort(service.port);
      const args = [...(service.command ?? []), ...(service.args ?? [])];
      const running = container.asService(args.length > 0 ? { args } : { useEntrypoint: true });
      const up = await orFailure(`it did not open port ${service.port}`, () => running.start());
      return { url: await up.endpoint({ scheme: "http", port: service.port }), ...stoppable(up) };
    },
  };
}

/** What goes wrong on the engine here goes wrong in what is released: people get the end of its output. */
async function orFailure<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isSlipwayError(error)) throw error;
    throw new StepFailure(`${what}\n${failureText(error)}`);
  }
}

/** The variables that Cloud Run gives every instance, and the service's own. */
function withSettings(service: Service, image: Container): Container {
  return withVariables(image, { PORT: String(service.port), K_SERVICE: service.name, ...service.env });
}

async function startPostgres(name: string, image: string) {
  const password = randomBytes(16).toString("hex");
  const database = await dag
    .container()
    .from(image)
    .withEnvVariable("POSTGRES_USER", "slipway")
    .withEnvVariable("POSTGRES_DB", name)
    .withSecretVariable("POSTGRES_PASSWORD", dag.setSecret(`${name}-postgres-password`, password))
    .withExposedPort(5432)
    .asService({ useEntrypoint: true })
    .start();
  const url = dag.setSecret(`${name}-postgres-url`, `postgres://slipway:${password}@postgres:5432/${name}`);
  return { database, url };
}

function stoppable(service: DaggerService): Stoppable {
  return { stop: async () => void (await service.stop({ kill: true })) };
}
