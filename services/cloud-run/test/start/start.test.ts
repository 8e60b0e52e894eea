import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { protos } from "@google-cloud/run";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ProcessRuntime, systemClock } from "../../src/runtime/index.js";
import { type CloudRun, startCloudRun } from "../../src/start.js";
import { clients } from "../api/clients.js";

/** The client gives what an operation ends with with its enums as numbers. */
const SUCCEEDED = protos.google.cloud.run.v2.Condition.State.CONDITION_SUCCEEDED;

const PARENT = "projects/shop/locations/europe-west6";
const NAME = `${PARENT}/services/api`;
const SERVER = join(import.meta.dirname, "..", "fixtures", "version.mjs");

/** A generator of its own, so that every run is the same. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

describe("a local Cloud Run, with Google's client library", () => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-cloud-run-"));
  const runtime = new ProcessRuntime({ "shop:1": { command: [process.execPath, SERVER] } });
  const start = () =>
    startCloudRun({
      ...{ host: "127.0.0.1", port: 0, folder, runtime, clock: systemClock },
      random: seeded(20_261_121),
    });
  let cloudRun: CloudRun;
  let google: ReturnType<typeof clients>;

  beforeAll(async () => {
    cloudRun = await start();
    google = clients(cloudRun.port, "gRPC");
  });
  afterAll(async () => {
    await google.close();
    await cloudRun.close();
    await runtime.close(1000);
    rmSync(folder, { recursive: true, force: true });
  });

  const template = (version: string, more: readonly { name: string; value: string }[] = []) => ({
    revision: `api-${version}`,
    containers: [{ image: "shop:1", env: [{ name: "VERSION", value: version }, ...more] }],
  });

  async function versions(uri: string, count: number): Promise<Record<string, number>> {
    const seen: Record<string, number> = {};
    for (let at = 0; at < count; at += 1) {
      const { version } = (await (await fetch(uri)).json()) as { version: string };
      seen[version] = (seen[version] ?? 0) + 1;
    }
    return seen;
  }

  async function api() {
    const [service] = await google.services.getService({ name: NAME });
    return service;
  }

  it("makes a service whose URI answers as it stands, with what Cloud Run tells a container", async () => {
    const [operation] = await google.services.createService({
      parent: PARENT,
      serviceId: "api",
      service: { template: template("one") },
    });
    const [service] = await operation.promise();
    expect(service).toMatchObject({
      reconciling: false,
      terminalCondition: { state: SUCCEEDED },
    });
    expect([service.generation, service.observedGeneration].map(String)).toEqual(["1", "1"]);
    expect(service.latestReadyRevision).toBe(`${NAME}/revisions/api-one`);
    expect(await (await fetch(service.uri ?? "")).json()).toEqual({
      version: "one",
      K_SERVICE: "api",
      K_REVISION: "api-one",
      K_CONFIGURATION: "api",
    });
  });

  it("gives a candidate a URI of its own before it gets traffic, and then its share", async () => {
    const before = await api();
    const prepared = {
      name: NAME,
      etag: before.etag ?? "",
      template: template("two"),
      traffic: [
        { type: "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION" as const, revision: "api-one", percent: 100 },
        { type: "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION" as const, revision: "api-two", tag: "candidate" },
      ],
    };
    const [preparing] = await google.services.updateService({ service: prepared });
    const [ready] = await preparing.promise();
    const candidate = ready.trafficStatuses?.find(({ tag }) => tag === "candidate")?.uri ?? "";
    expect(await versions(candidate, 3)).toEqual({ two: 3 });
    expect(await versions(ready.uri ?? "", 20)).toEqual({ one: 20 });

    const traffic = prepared.traffic.map((target) => ({ ...target, percent: target.revision === "api-two" ? 25 : 75 }));
    const [shifting] = await google.services.updateService({
      service: { name: NAME, etag: ready.etag ?? "", traffic },
      updateMask: { paths: ["traffic"] },
    });
    const [shifted] = await shifting.promise();
    expect(shifted.latestCreatedRevision).toBe(`${NAME}/revisions/api-two`);
    expect(await versions(shifted.uri ?? "", 200)).toEqual({ one: 150, two: 50 });
  });

  it("refuses a write with an etag that is not the newest", async () => {
    const { etag } = await api();
    const write = (value: string) =>
      google.services.updateService({
        service: { name: NAME, etag: etag ?? "", annotations: { "slipway.dev/lease": value } },
        updateMask: { paths: ["annotations"] },
      });
    const results = await Promise.allSettled(["a", "b", "c"].map(write));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const result of results) if (result.status === "rejected") expect(result.reason.code).toBe(10);
  });

  it("goes on serving as before where a new revision does not start, whatever the write said of traffic", async () => {
    const { uri } = await api();
    const [operation] = await google.services.updateService({
      service: {
        name: NAME,
        template: { revision: "api-three", containers: [{ image: "no-such-image" }] },
        traffic: [{ type: "TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION", revision: "api-one", percent: 100 }],
      },
    });
    await expect(operation.promise()).rejects.toThrow(/api-three/);
    const [revision] = await google.revisions.getRevision({ name: `${NAME}/revisions/api-three` });
    expect(revision.conditions?.find(({ type }) => type === "Ready")?.state).toBe("CONDITION_FAILED");
    expect(await versions(uri ?? "", 40)).toEqual({ one: 30, two: 10 });
  });

  it("counts requests by revision and answers for them as Cloud Monitoring does", async () => {
    expect(cloudRun.metrics.prometheusText()).toMatch(/request_count\{[^}]*revision_name="api-two"[^}]*\} \d+/);
  });

  it("is there again after a restart, with its split and at the same URI", async () => {
    const before = await api();
    await google.close();
    await cloudRun.close();
    cloudRun = await start();
    google = clients(cloudRun.port, "gRPC");
    await cloudRun.settled();
    const after = await api();
    expect(after.uri).toBe(before.uri);
    expect(await versions(after.uri ?? "", 40)).toEqual({ one: 30, two: 10 });
  });

  it("deletes a service, and its URI answers no more", async () => {
    const { uri } = await api();
    const [operation] = await google.services.deleteService({ name: NAME });
    await operation.promise();
    await expect(api()).rejects.toMatchObject({ code: 5 });
    await expect(fetch(uri ?? "")).rejects.toThrow();
  });
});
