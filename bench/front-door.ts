/**
 * Times the front door of the local Cloud Run beside nginx, both before the same backend in one run: requests a second at
 * 16 connections (by wrk), and the median at 500 requests a second. Says so where nginx or wrk are not there.
 *
 * nginx has one worker here, as the front door has one thread; Debian gives it one for every core, and then it is faster.
 * The front door alone is warmed up. Its instances are stand-ins that are there at once, and nothing is logged on either side.
 */
import { type ChildProcess, execFileSync, fork, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Agent, createServer, get } from "node:http";
import { type AddressInfo, connect, createServer as createTcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createFrontDoor } from "../services/cloud-run/src/front-door/index.js";

const HOST = "127.0.0.1";
const SECONDS = 4;
const CONNECTIONS = 16;
const PACED_PER_SECOND = 500;
const BODY = `{"listings":[${Array.from({ length: 20 }, (_, at) => `{"id":${at},"name":"flat ${at}"}`).join(",")}]}`;

/** The median in milliseconds at a steady pace, as one client sees it. */
async function pacedMedian(url: string): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const times: number[] = [];
  const one = () =>
    new Promise<void>((resolve, reject) => {
      const began = performance.now();
      get(url, { agent }, (response) => {
        response.resume().on("end", () => {
          times.push(performance.now() - began);
          resolve();
        });
      }).on("error", reject);
    });
  const began = performance.now();
  const running: Promise<void>[] = [];
  while (running.length < PACED_PER_SECOND * SECONDS) {
    const due = ((performance.now() - began) / 1000) * PACED_PER_SECOND;
    while (running.length < due) running.push(one());
    await sleep(1);
  }
  await Promise.all(running);
  agent.destroy();
  const settled = times.slice(PACED_PER_SECOND).sort((first, second) => first - second);
  return settled[Math.floor(settled.length / 2)] ?? Number.NaN;
}

function has(command: string): boolean {
  try {
    execFileSync(command, ["-v"], { stdio: "ignore" });
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ENOENT";
  }
}

async function freePort(): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answers(port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, HOST, () => resolve(true)).on("error", () => resolve(false));
      socket.on("connect", () => socket.end());
    });
    if (isOpen) return;
    await sleep(25);
  }
  throw new Error(`nothing answers on port ${port}`);
}

function nginxServer(port: number, inside: string): string {
  return `server { listen ${HOST}:${port}; keepalive_requests 10000000; ${inside} }`;
}

/** A backend that is no bottleneck, and a proxy before it that keeps its connections, as the front door does. */
function startNginx(folder: string, backend: number, proxy: number): ChildProcess[] {
  const common = (name: string) =>
    `daemon off; worker_processes 1; pid ${folder}/${name}.pid; error_log ${folder}/${name}.log; events { worker_connections 1024; }`;
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (path) => `${path}_temp_path ${folder}/${path};`,
  );
  const http = (inside: string) => `http { access_log off; ${paths.join(" ")} ${inside} }`;
  const served = `default_type application/json; return 200 '${BODY}';`;
  const proxied = `proxy_pass http://backend; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $host; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;`;
  const files = {
    backend: `${common("backend")} ${http(nginxServer(backend, `location / { ${served} }`))}`,
    proxy: `${common("proxy")} ${http(
      `upstream backend { server ${HOST}:${backend}; keepalive 64; keepalive_requests 10000000; } ${nginxServer(proxy, `location / { ${proxied} }`)}`,
    )}`,
  };
  return Object.entries(files).map(([name, text]) => {
    writeFileSync(join(folder, name), text);
    return spawn("nginx", ["-c", join(folder, name), "-p", folder], { stdio: "inherit" });
  });
}

function wrk(url: string): number {
  const args = ["-t1", `-c${CONNECTIONS}`, `-d${SECONDS}s`, url];
  const text = execFileSync("wrk", args, { encoding: "utf8" });
  const failed = /Non-2xx.*|Socket errors.*/.exec(text)?.[0];
  if (failed !== undefined) console.log(`  ${url}: ${failed}`);
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(text)?.[1]);
}

/** The front door in a process of its own, as it runs. */
async function serve(backend: number): Promise<void> {
  const door = createFrontDoor({
    host: HOST,
    clock: {
      nowMillis: Date.now,
      sleep: (millis, signal) =>
        sleep(millis, undefined, { ref: false, ...(signal === undefined ? {} : { signal }) }).catch(() => undefined),
    },
    random: Math.random,
    instances: {
      deploy: async () => ({ kind: "ready" }),
      scale: () => {},
      retire: async () => {},
      count: () => ({ active: 1, idle: 0 }),
      acquire: async () => ({ host: HOST, port: backend, release: () => {} }),
    },
    onRequest: () => {},
  });
  const { port } = await door.open("bench");
  const service = "projects/bench/locations/here/services/bench";
  const targets = [
    { revision: `${service}/revisions/one`, percent: 90 },
    { revision: `${service}/revisions/two`, percent: 10 },
  ];
  door.route("bench", {
    service,
    tag: undefined,
    targets,
    hasSessionAffinity: false,
    timeoutMillis: 300_000,
    isH2c: false,
  });
  process.send?.(port);
}

function child(args: readonly string[]): { readonly process: ChildProcess; readonly said: Promise<number> } {
  const started = fork(new URL(import.meta.url), args, { execArgv: ["--import", "tsx"] });
  const said = new Promise<number>((resolve, reject) => {
    started.once("message", (message) => resolve(Number(message)));
    started.once("exit", (code) => reject(new Error(`a child ended with ${code}`)));
  });
  return { process: started, said };
}

async function main(): Promise<void> {
  const isWhole = has("nginx") && has("wrk");
  if (!isWhole) console.log("nginx or wrk is not there: only the median is measured, before a backend of node:http.");
  const folder = mkdtempSync(join(tmpdir(), "slipway-front-door-"));
  const running: ChildProcess[] = [];
  const fallback = createServer((_, response) => response.end(BODY));
  try {
    const [backend, proxy] = [await freePort(), await freePort()];
    if (isWhole) running.push(...startNginx(folder, backend, proxy));
    else await new Promise<void>((resolve) => fallback.listen(backend, HOST, resolve));
    const door = child(["serve", String(backend)]);
    running.push(door.process);
    const urls = new Map([["backend alone", `http://${HOST}:${backend}/`]]);
    if (isWhole) urls.set("nginx", `http://${HOST}:${proxy}/`);
    urls.set("front door", `http://${HOST}:${await door.said}/`);
    await Promise.all([...urls.values()].map((url) => answers(Number(new URL(url).port))));
    const rates = new Map<string, number>();
    const medians = new Map<string, number>();
    if (isWhole) wrk(urls.get("front door") ?? "");
    for (const [name, url] of urls) {
      if (isWhole) rates.set(name, wrk(url));
      medians.set(name, await child(["pace", url]).said);
      const rate = rates.has(name) ? `${Math.round(rates.get(name) ?? 0)} requests/s, ` : "";
      console.log(`${name}: ${rate}median at ${PACED_PER_SECOND}/s ${medians.get(name)?.toFixed(3)} ms`);
    }
    const share = (rates.get("front door") ?? Number.NaN) / (rates.get("nginx") ?? Number.NaN);
    if (isWhole) console.log(`front door / nginx with one worker: ${(share * 100).toFixed(0)} % (at least 60)`);
    const added = (medians.get("front door") ?? 0) - (medians.get("backend alone") ?? 0);
    console.log(`added to the median: ${added.toFixed(3)} ms (at most 1)`);
  } finally {
    for (const one of running) one.kill("SIGTERM");
    fallback.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const [role, argument = ""] = process.argv.slice(2);
if (role === "serve") await serve(Number(argument));
else if (role === "pace") {
  process.send?.(await pacedMedian(argument));
  process.disconnect?.();
} else await main();
