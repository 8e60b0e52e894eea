import { serveApi } from "./api/index.js";
import { createControlPlane } from "./control/index.js";
import { createFrontDoor } from "./front-door/index.js";
import { createInstances } from "./instances/index.js";
import { createLogs, type Logs } from "./logs/index.js";
import { createMetrics, type Metrics } from "./metrics/index.js";
import { packed } from "./packed.js";
import type { Clock, Runtime } from "./ports.js";
import { folderStorage } from "./storage/index.js";

/** What a local Cloud Run is made with. */
export interface CloudRunOptions {
  /** Address of the API and of every URI that it returns. */
  readonly host: string;
  /** Port of the API; 0 for one that is free. */
  readonly port: number;
  /** Folder of its state: what was there is there again after a restart. */
  readonly folder: string;
  readonly runtime: Runtime;
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Value of a secret's version; undefined where there is none. Default: there are no secrets. */
  readonly secretValue?: (secret: string, version: string) => string | undefined;
  /** Told of faults inside. Default: nobody is. */
  readonly fault?: (message: string, cause: unknown) => void;
}

/** A local Cloud Run that runs. */
export interface CloudRun {
  readonly port: number;
  readonly logs: Logs;
  readonly metrics: Metrics;
  /** Resolves once nothing is being reconciled any more. */
  settled(): Promise<void>;
  /** Ends the API and the front door. Containers are the runtime's to end. */
  close(): Promise<void>;
}

/** Puts the parts together: the API, the control plane behind it, instances, and the front door that leads to them. */
export async function startCloudRun(options: CloudRunOptions): Promise<CloudRun> {
  const { host, clock, runtime, random, fault, secretValue } = options;
  const logs = createLogs({ clock });
  const metrics = createMetrics({ clock });
  const instances = createInstances({ runtime, clock, log: logs.write });
  const frontDoor = createFrontDoor({ host, instances, clock, random, onRequest: metrics.record });
  const storage = folderStorage(options.folder);
  const ports = { instances, frontDoor, clock, storage, random };
  const control = createControlPlane(secretValue === undefined ? ports : { ...ports, secretValue });
  await control.start();
  const api = await serveApi({
    handlers: {
      ...packed(control.handlers),
      "google.monitoring.v3.MetricService.ListTimeSeries": metrics.listTimeSeries,
    },
    host,
    port: options.port,
    ...(fault === undefined ? {} : { log: fault }),
  });
  return {
    port: api.port,
    logs,
    metrics,
    settled: control.settled,
    close: async () => {
      await api.close();
      await frontDoor.close();
    },
  };
}
