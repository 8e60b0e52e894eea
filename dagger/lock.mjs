// A lock between processes that the kernel lets go of when its holder dies, however it dies: the name of a socket in
// Linux's abstract namespace. Plain JavaScript, because it is also used before any package is installed.
import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Waits until this process holds the lock.
 * @param {string} name what is locked
 * @param {string} holder who holds it, told to those who wait
 * @param {(holder: string) => void} onWait called once if the lock is held by another process
 * @returns {Promise<() => Promise<void>>} lets the lock go
 */
export async function lock(name, holder, onWait) {
  const path = lockPath(name);
  const since = new Date().toISOString();
  for (let told = false; ; ) {
    const server = await tryToListen(path, `${holder}, process ${process.pid}, since ${since}`);
    if (server !== undefined) return () => new Promise((done) => server.close(() => done()));
    await waitForRelease(path, (text) => {
      if (!told) onWait(text);
      told = true;
    });
  }
}

/**
 * Where the lock of a name is held.
 * @param {string} name
 */
export function lockPath(name) {
  // Hashed, because the names of sockets are cut at about a hundred bytes.
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 32);
  return process.platform === "linux" ? `\0slipway/${hash}` : join(tmpdir(), `slipway-${hash}.sock`);
}

/** @param {string} path @param {string} greeting */
function tryToListen(path, greeting) {
  return new Promise((resolve, reject) => {
    /** @type {Set<import("node:net").Socket>} */
    const waiting = new Set();
    const server = createServer((socket) => {
      waiting.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => waiting.delete(socket));
      socket.write(greeting);
      socket.unref();
    });
    server.on("error", (/** @type {NodeJS.ErrnoException} */ error) =>
      error.code === "EADDRINUSE" ? resolve(undefined) : reject(error),
    );
    server.listen({ path }, () => {
      server.unref();
      const close = server.close.bind(server);
      // Those who wait hold a connection; it must end with the lock.
      server.close = (callback) => {
        for (const socket of waiting) socket.destroy();
        return close(callback);
      };
      resolve(server);
    });
  });
}

/** @param {string} path @param {(holder: string) => void} onHolder */
function waitForRelease(path, onHolder) {
  return new Promise((resolve) => {
    const socket = connect({ path });
    socket.on("data", (data) => onHolder(String(data)));
    socket.on("error", (/** @type {NodeJS.ErrnoException} */ error) => {
      // Elsewhere than on Linux the name is a file, and one that nobody answers at was left by a process that died.
      if (error.code === "ECONNREFUSED" && !path.startsWith("\0")) rmSync(path, { force: true });
    });
    // The pause keeps two waiters from racing at full speed when the name is taken but nobody answers.
    socket.on("close", () => setTimeout(resolve, 100));
  });
}
