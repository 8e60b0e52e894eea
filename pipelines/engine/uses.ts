import { type Container, type Service as DaggerService, dag } from "@dagger.io/dagger";
import type { Service } from "../config/index.js";
import type { Pins } from "./pins.js";
import { BROWSER_IMAGE, postgresImage, redisImage } from "./tools.js";

/**
 * A container with what a service uses beside it. It is only there for this container, so its password is no secret; and
 * it is the same each time, so that tests which have passed are known to have.
 */
export function withUses(container: Container, { name, uses }: Service, pins: Pins): Container {
  let bound = container;
  if (uses.postgres !== undefined) {
    const database = dag
      .container()
      .from(pins.reference(postgresImage(uses.postgres.version)))
      .withEnvVariable("POSTGRES_USER", "slipway")
      .withEnvVariable("POSTGRES_PASSWORD", "slipway")
      .withEnvVariable("POSTGRES_DB", name)
      .withExposedPort(5432)
      .asService({ useEntrypoint: true });
    bound = bound
      .withServiceBinding("postgres", database)
      .withEnvVariable(uses.postgres.env, `postgres://slipway:slipway@postgres:5432/${name}`);
  }
  if (uses.redis !== undefined) {
    bound = bound
      .withServiceBinding("redis", started(redisImage(uses.redis.version), 6379, name, pins))
      .withEnvVariable(uses.redis.env, "redis://redis:6379");
  }
  if (uses.browser !== undefined) {
    bound = bound
      .withServiceBinding("browser", started(BROWSER_IMAGE, 9222, name, pins))
      .withEnvVariable(uses.browser.env, "http://browser:9222");
  }
  return bound;
}

/** One for each service: what one service's tests leave in it is no other's business. */
function started(image: string, port: number, service: string, pins: Pins): DaggerService {
  return dag
    .container()
    .from(pins.reference(image))
    .withEnvVariable("SLIPWAY_SERVICE", service)
    .withExposedPort(port)
    .asService({ useEntrypoint: true });
}
