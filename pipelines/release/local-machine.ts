import type { Service } from "../config/index.js";

/** Something that was started and must be stopped. */
export interface Stoppable {
  stop(): Promise<void>;
}

/** A service that runs and can be called. */
export interface Running extends Stoppable {
  /** Its address, such as `http://host:8080`. */
  readonly url: string;
}

/** A place to try a release in: builds images, runs their commands, starts them. `Image` is its own kind of image. */
export interface LocalMachine<Image> {
  /** Builds a service's image. Rejects with a {@link StepFailure} if the build fails. */
  build(service: Service): Promise<{ readonly image: Image; readonly reference: string }>;
  /** Starts what the service uses, such as PostgreSQL, and gives the image its address. */
  startUses(service: Service, image: Image): Promise<{ readonly image: Image; readonly started: readonly Stoppable[] }>;
  /** Runs a command in the image to its end. */
  run(
    service: Service,
    image: Image,
    command: readonly string[],
  ): Promise<{ readonly exitCode: number; readonly output: string }>;
  /** Starts the image and waits until its port is open. Rejects with a {@link StepFailure} if it ends or never opens. */
  start(service: Service, image: Image): Promise<Running>;
}

/** A step that did not work out for a reason in what is released, not in Slipway. Its message is for people. */
export class StepFailure extends Error {
  override readonly name = "StepFailure";
}
