import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import type { InstanceSpec, RunningContainer } from "../../src/ports.js";
import { ProcessRuntime, StartFailure } from "../../src/runtime/index.js";
import { IMAGES, instanceSpec, isRunning, until } from "../fixtures/containers.js";

const runtime = new ProcessRuntime(IMAGES);
afterAll(() => runtime.close(0));

async function start(changes: Partial<InstanceSpec> = {}): Promise<{ container: RunningContainer; lines: string[] }> {
  const lines: string[] = [];
  const container = await runtime.start(instanceSpec(changes), (stream, line) => lines.push(`${stream} ${line}`));
  return { container, lines };
}

describe("ProcessRuntime", () => {
  it("gives the process a port of its own, its environment, and nothing else of this one's but PATH", async () => {
    process.env["NOT_FOR_CONTAINERS"] = "1";
    const { container, lines } = await start({ env: { K_SERVICE: "shop", PORT: "8080" } });
    await until("it listens", () => lines.includes("stdout listening"));
    const response = await fetch(`http://${container.host}:${container.port}/env`);
    expect(await response.json()).toEqual({
      K_SERVICE: "shop",
      PORT: String(container.port),
      PATH: process.env["PATH"],
    });
    await container.stop(5000);
  });

  it("rejects an image that it does not know as Cloud Run does", async () => {
    const failure = await start({ image: "shop:2" }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StartFailure);
    expect(failure).toMatchObject({
      code: "NOT_FOUND",
      reason: "CONTAINER_MISSING",
      message: "Image 'shop:2' not found.",
    });
  });

  it("rejects a command that is not there", async () => {
    await expect(start({ command: ["/no/such/program"] })).rejects.toMatchObject({
      reason: "HEALTH_CHECK_CONTAINER_ERROR",
      message: expect.stringContaining('Application failed to start: "/no/such/program"'),
    });
  });

  it("lets the container's command take the image's place, with its arguments after it", async () => {
    const { container, lines } = await start({
      command: [process.execPath, "-e"],
      args: ["process.stdout.write(process.argv[1])", "last line without end"],
    });
    expect(await container.ended).toEqual({ exitCode: 0 });
    expect(lines).toEqual(["stdout last line without end"]);
  });

  it("says with which code a process ended, and what it said on stderr", async () => {
    const { container, lines } = await start({ env: { EXIT_CODE: "7" } });
    expect(await container.ended).toEqual({ exitCode: 7 });
    expect(lines).toEqual(["stderr cannot go on"]);
  });

  it("ends a process that heeds SIGTERM at once, and may be asked again", async () => {
    const { container, lines } = await start();
    await until("it listens", () => lines.includes("stdout listening"));
    await Promise.all([container.stop(60_000), container.stop(60_000)]);
    expect(await container.ended).toEqual({ exitCode: undefined });
    await container.stop(60_000);
  });

  it("kills a process that does not, and its children, after the grace", async () => {
    const { container, lines } = await start({ env: { IGNORE_TERM: "1", CHILD: "1" } });
    await until("it listens", () => lines.includes("stdout listening"));
    const child = Number(lines.find((line) => line.startsWith("stdout child"))?.split(" ")[2]);
    expect(isRunning(child)).toBe(true);
    await container.stop(50);
    await until("its child has ended", () => !isRunning(child));
  });

  it("gives as many containers as many ports", async () => {
    const started = await Promise.all(Array.from({ length: 4 }, () => start({ env: { NO_LISTEN: "1" } })));
    expect(new Set(started.map(({ container }) => container.port)).size).toBe(4);
    await Promise.all(started.map(({ container }) => container.stop(0)));
  });

  it("leaves nothing behind where this process is killed", async () => {
    const script = fileURLToPath(new URL("../fixtures/parent.ts", import.meta.url));
    const parent = spawn(process.execPath, ["--import", "tsx", script], { stdio: ["ignore", "pipe", "inherit"] });
    let child = 0;
    for await (const line of createInterface({ input: parent.stdout })) {
      if (line.startsWith("child ")) child = Number(line.split(" ")[1]);
      if (line === "listening") break;
    }
    expect(isRunning(child)).toBe(true);
    parent.kill("SIGKILL");
    await until("the container's child has ended", () => !isRunning(child));
  });
});
