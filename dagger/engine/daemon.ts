import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { cp, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { SlipwayError } from "../../pipelines/errors/index.js";
import { answers } from "./answers.js";
import { runCommand } from "./command.js";
import type { Layout } from "./layout.js";
import { freePort } from "./port.js";
import { isRunning, type ProcessRecord, recordOf, stopProcess } from "./process.js";

/** The built-in SDKs that an engine serves: the manifest digests of their images, and the folder that holds them. */
export interface Content {
  readonly folder: string;
  readonly go: string;
  readonly typescript: string;
}

/** What a start wrote down about the processes it left running. */
export interface Running {
  readonly engine: ProcessRecord;
  readonly mirror: ProcessRecord;
  readonly mirrorPort: number;
  /** The digests of the SDKs that the engine was started with; empty while they are still to be built. */
  readonly content: string;
  readonly since: string;
}

/** The port that the mirror takes if nothing else has it. */
const MIRROR_PORT = 5000;

/**
 * Runs before the engine in its own mount namespace. The engine writes below /etc (name resolution, an empty file) and
 * listens on two fixed sockets; with these mounts the host sees none of it, and two engines do not meet.
 */
const PRIVATE_MOUNTS = `
set -eu
run=$1
shift
mkdir -p "$run/etc" "$run/etc-work" /run/buildkit /run/dagger
mount -t overlay overlay -o "lowerdir=/etc,upperdir=$run/etc,workdir=$run/etc-work" /etc
mount -t tmpfs -o mode=0755 tmpfs /run/buildkit
mount -t tmpfs -o mode=0755 tmpfs /run/dagger
exec "$@"
`;

/**
 * Found by the engine in place of dnsmasq. Left to itself dnsmasq takes port 53 of every address, which fails where a
 * name server runs already: another engine's, or the machine's own.
 */
const DNSMASQ = `#!/bin/sh
exec /usr/sbin/dnsmasq --bind-dynamic "$@"
`;

/** The engine that runs for a layout, or undefined. A record whose processes are gone is none. */
export function findRunning(layout: Layout): Running | undefined {
  const running = readRecord(layout);
  return running !== undefined && isRunning(running.engine) && isRunning(running.mirror) ? running : undefined;
}

/** Starts the mirror and the engine, clearing away what a dead one left, and waits until the engine answers. */
export async function startEngine(options: {
  readonly layout: Layout;
  readonly binaries: string;
  readonly content: Content | undefined;
  readonly say: (line: string) => void;
}): Promise<Running> {
  const { layout, binaries, content, say } = options;
  await stopEngine(layout);
  await mkdir(layout.run, { recursive: true, mode: 0o700 });

  const mirrorPort = await freePort(MIRROR_PORT);
  if (mirrorPort !== MIRROR_PORT)
    say(`port ${MIRROR_PORT} is taken by another program; the image mirror uses ${mirrorPort}`);
  const mirror = await startMirror(layout, mirrorPort);

  const cni = join(layout.run, "cni");
  await mkdir(cni);
  for (const plugin of ["bridge", "firewall", "host-local", "loopback"]) {
    await cp(join("/usr/lib/cni", plugin), join(cni, plugin));
  }
  await cp(join(binaries, "dnsname"), join(cni, "dnsname"));
  const programs = join(layout.run, "bin");
  await mkdir(programs);
  await writeFile(join(programs, "dnsmasq"), DNSMASQ, { mode: 0o755 });
  const config = join(layout.run, "engine.toml");
  await writeFile(config, engineConfig(mirrorPort));

  const engine = daemonize(layout, "engine", {
    command: [
      "unshare",
      ...["--mount", "--propagation", "private", "--"],
      ...["sh", "-c", PRIVATE_MOUNTS, "sh", layout.run],
      join(binaries, "engine"),
      ...["--config", config, "--root", layout.state, "--addr", `unix://${layout.socket}`],
      ...["--network-name", layout.id, "--network-cidr", layout.subnet, "--oci-cni-binary-dir", cni],
    ],
    env: {
      PATH: `${programs}:${process.env["PATH"]}`,
      SLIPWAY_RUNC: "/usr/sbin/runc",
      SLIPWAY_DAGGER_INIT: join(binaries, "init"),
      SLIPWAY_ENGINE_CONTENT: content?.folder ?? join(layout.run, "no-content"),
      DAGGER_GO_SDK_MANIFEST_DIGEST: content?.go,
      DAGGER_TYPESCRIPT_SDK_MANIFEST_DIGEST: content?.typescript,
    },
  });
  const running: Running = {
    engine,
    mirror,
    mirrorPort,
    content: content === undefined ? "" : `${content.go} ${content.typescript}`,
    since: new Date().toISOString(),
  };
  await writeFile(join(layout.run, "running.json.new"), JSON.stringify(running));
  await rename(join(layout.run, "running.json.new"), join(layout.run, "running.json"));
  await untilAnswering(layout, engine);
  return running;
}

/** Stops the engine and the mirror of a layout and takes away what they made on the host. Returns whether one ran.
 * An engine that is at work ends it first, for as long as the grace lasts. */
export async function stopEngine(layout: Layout, graceSeconds = 15): Promise<boolean> {
  const running = readRecord(layout);
  const wasRunning = running !== undefined && isRunning(running.engine);
  if (running !== undefined) {
    await stopProcess(running.engine, graceSeconds);
    await stopProcess(running.mirror, 5);
    await runCommand(["ip", "link", "delete", `${layout.id}0`]);
  }
  await rm(layout.run, { recursive: true, force: true });
  await rm(join("/run/containers/cni/dnsname", layout.id), { recursive: true, force: true });
  return wasRunning;
}

function readRecord(layout: Layout): Running | undefined {
  try {
    const record = JSON.parse(readFileSync(join(layout.run, "running.json"), "utf8")) as Partial<Running> | null;
    const isWhole = record?.engine?.pid !== undefined && record.mirror?.pid !== undefined;
    return isWhole ? (record as Running) : undefined;
  } catch {
    return undefined;
  }
}

function engineConfig(mirrorPort: number): string {
  const mirror = `127.0.0.1:${mirrorPort}`;
  return [
    ...["docker.io", "ghcr.io"].flatMap((host) => [`[registry."${host}"]`, `  mirrors = ["${mirror}"]`]),
    `[registry."${mirror}"]`,
    "  http = true",
    "",
  ].join("\n");
}

async function startMirror(layout: Layout, port: number): Promise<ProcessRecord> {
  const config = join(layout.run, "mirror.yml");
  await writeFile(
    config,
    JSON.stringify({
      version: "0.1",
      log: { level: "warn", accesslog: { disabled: true } },
      storage: { filesystem: { rootdirectory: layout.mirror }, delete: { enabled: true } },
      http: { addr: `127.0.0.1:${port}` },
    }),
  );
  return daemonize(layout, "mirror", { command: ["docker-registry", "serve", config], env: {} });
}

/** Starts a process that outlives this one, with its output in a log of its own. */
function daemonize(
  layout: Layout,
  name: string,
  { command, env }: { readonly command: readonly string[]; readonly env: NodeJS.ProcessEnv },
): ProcessRecord {
  const log = openSync(join(layout.logs, `${name}.log`), "w");
  const [file = "", ...args] = command;
  const child = spawn(file, args, {
    detached: true,
    stdio: ["ignore", log, log],
    env: { ...process.env, ...env },
    cwd: "/",
  });
  closeSync(log);
  child.on("error", () => {});
  child.unref();
  const record = child.pid === undefined ? undefined : recordOf(child.pid);
  if (record === undefined) throw notStarted(layout, name);
  return record;
}

async function untilAnswering(layout: Layout, engine: ProcessRecord): Promise<void> {
  for (let waited = 0; waited < 600; waited++) {
    if (await answers(layout.socket)) return;
    if (!isRunning(engine)) throw notStarted(layout, "engine");
    await sleep(50);
  }
  throw notStarted(layout, "engine");
}

function notStarted(layout: Layout, name: string): SlipwayError {
  const log = join(layout.logs, `${name}.log`);
  return new SlipwayError("ENGINE_NOT_STARTED", {
    what: `The ${name} did not start.`,
    saw: lastLines(log, 5),
    next: `read ${log}, then run \`npm run engine -- down\` and \`npm run engine -- up\`.`,
  });
}

function lastLines(file: string, count: number): string {
  try {
    return readFileSync(file, "utf8").trimEnd().split("\n").slice(-count).join("\n    ");
  } catch {
    return `no log at ${file}`;
  }
}
