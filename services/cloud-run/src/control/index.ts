import type { Handlers } from "../plain-message.js";
import { text } from "../resources/index.js";
import { Background } from "./background.js";
import type { ControlPorts } from "./control-ports.js";
import { iamHandlers } from "./iam-handlers.js";
import { Operations } from "./operations.js";
import { revisionHandlers } from "./revision-handlers.js";
import { ServiceActor } from "./service-actor.js";
import { ServiceDirectory } from "./service-directory.js";
import { serviceHandlers } from "./service-handlers.js";

export type { ControlPorts } from "./control-ports.js";

/** The control plane: what the API does, and what follows from it. */
export interface ControlPlane {
  readonly handlers: Handlers;
  /** Brings back what is stored: services answer at their URIs once it resolves, their revisions start meanwhile. */
  start(): Promise<void>;
  /** Resolves once nothing is being reconciled any more. */
  settled(): Promise<void>;
}

export function createControlPlane(ports: ControlPorts): ControlPlane {
  const background = new Background();
  const operations = new Operations(ports.clock, ports.random);
  const directory = new ServiceDirectory((name) => new ServiceActor(name, ports, operations, background));
  return {
    handlers: {
      ...serviceHandlers(ports, directory, operations),
      ...revisionHandlers(directory, operations),
      ...iamHandlers(directory),
      ...operations.handlers(),
    },
    async start() {
      const records = await ports.storage.load();
      await Promise.all(records.map((record) => directory.actor(text(record.service, "name")).restore(record)));
    },
    settled: () => background.settled(),
  };
}
