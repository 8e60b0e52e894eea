import { afterAll, describe, expect, it } from "vitest";
import { createInstances } from "../../src/instances/index.js";
import { createLogs } from "../../src/logs/index.js";
import { ProcessRuntime, systemClock } from "../../src/runtime/index.js";
import { IMAGES, instanceSpec, REVISION, until } from "../fixtures/containers.js";
import { HTTP_PROBE, revisionSpec } from "../fixtures/instances-world.js";

const runtime = new ProcessRuntime(IMAGES);
const logs = createLogs({ clock: systemClock });
const instances = createInstances({ runtime, clock: systemClock, log: logs.write });
const messages = (revision: string) => logs.read(revision).map(({ message }) => message);
afterAll(() => runtime.close(0));

describe("instances of real processes", () => {
  it("serve, restart after a crash, and end", async () => {
    expect(await instances.deploy(revisionSpec({ minInstances: 1 }))).toEqual({ kind: "ready" });
    const lease = await instances.acquire(REVISION, new AbortController().signal);
    const response = await fetch(`http://${lease.host}:${lease.port}/`);
    expect(await response.text()).toBe("answered plainly");
    await fetch(`http://${lease.host}:${lease.port}/crash`).catch(() => undefined);
    lease.release();
    await until("the crash was seen", () => messages(REVISION).includes("Container called exit(3)."));
    await until("there is another", () => instances.count(REVISION).idle === 1);
    await instances.retire(REVISION);
    expect(instances.count(REVISION)).toEqual({ active: 0, idle: 0 });
    expect(messages(REVISION).filter((message) => message === "listening")).toHaveLength(2);
  });

  it("fail to deploy where the container exits, and its output can be read", async () => {
    const revision = `${REVISION}-exits`;
    const instance = instanceSpec({ revision, env: { EXIT_CODE: "7" } });
    expect(await instances.deploy(revisionSpec({ instance }))).toMatchObject({
      reason: "HEALTH_CHECK_CONTAINER_ERROR",
      message: expect.stringContaining("Container called exit(7)."),
    });
    expect(messages(revision)).toContain("cannot go on");
  });

  it("fail to deploy where nobody listens in time", async () => {
    const instance = instanceSpec({ revision: `${REVISION}-deaf`, env: { NO_LISTEN: "1" } });
    const startupProbe = { ...HTTP_PROBE, periodSeconds: 1, failureThreshold: 1 };
    expect(await instances.deploy(revisionSpec({ instance, startupProbe }))).toMatchObject({
      reason: "HEALTH_CHECK_CONTAINER_ERROR",
    });
  });

  it("fail to deploy an image that is not there", async () => {
    const instance = instanceSpec({ revision: `${REVISION}-missing`, image: "shop:404" });
    expect(await instances.deploy(revisionSpec({ instance }))).toEqual({
      kind: "failed",
      reason: "CONTAINER_MISSING",
      message: "Image 'shop:404' not found.",
    });
  });
});
