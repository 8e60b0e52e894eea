// The door of every npm script: makes sure that the packages are installed, then hands over to main.ts. Plain
// JavaScript with no package, because on a fresh clone there is none.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { lock } from "./lock.mjs";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const LEAST_NODE = { major: 20, minor: 19 };

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < LEAST_NODE.major || (major === LEAST_NODE.major && minor < LEAST_NODE.minor)) {
  fail(
    `Node is too old. [TOOL_MISSING]\n  seen: ${process.versions.node} at ${process.execPath}\n` +
      `  next: install Node ${LEAST_NODE.major}.${LEAST_NODE.minor} or newer.`,
  );
}

await installPackages(".");
await installPackages("pipelines");
process.exitCode = await handOver();

/** @param {string} folder one with a package-lock.json, relative to the checkout */
async function installPackages(folder) {
  const directory = join(ROOT, folder);
  const stamp = join(directory, "node_modules", ".slipway-installed");
  const want = createHash("sha256")
    .update(readFileSync(join(directory, "package-lock.json")))
    .digest("hex");
  const isInstalled = () => existsSync(stamp) && readFileSync(stamp, "utf8") === want;
  if (isInstalled()) return;

  const release = await lock(`npm/${directory}`, "npm ci", (holder) =>
    process.stderr.write(`slipway: waiting for another install of the packages (${holder})\n`),
  );
  try {
    if (isInstalled()) return;
    const started = Date.now();
    process.stderr.write(`slipway: installing npm packages (${folder === "." ? "root" : folder}) ...\n`);
    const { code, output } = await capture("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], directory);
    if (code !== 0) {
      const lines = output
        .split("\n")
        .filter((line) => /npm (error|ERR!) \S/.test(line) && !/complete log/.test(line))
        .slice(0, 8);
      fail(
        `npm could not install the packages of ${directory}. [PACKAGE_REFUSED]\n` +
          `  seen: npm ci ended with ${code}\n${lines.map((line) => `    ${line}`).join("\n")}\n` +
          "  next: see that the registry that `npm config get registry` names is reached and has these packages, " +
          "then run the same command again.",
      );
    }
    writeFileSync(stamp, want);
    process.stderr.write(`slipway: npm packages installed in ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
  } finally {
    await release();
  }
}

/** @param {string} command @param {string[]} args @param {string} cwd @returns {Promise<{ code: number | string | null, output: string }>} */
function capture(command, args, cwd) {
  return new Promise((resolve) => {
    let output = "";
    const child = spawn(command, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.on("data", (data) => (output += data));
    child.stderr.on("data", (data) => (output += data));
    child.on("error", (error) => resolve({ code: 127, output: `npm error ${error.message}` }));
    child.on("close", (code, signal) => resolve({ code: code ?? signal, output }));
  });
}

/** Runs main.ts with the same arguments, terminal and signals. */
function handOver() {
  const tsx = pathToFileURL(join(ROOT, "node_modules", "tsx", "dist", "esm", "index.mjs")).href;
  const main = join(ROOT, "dagger", "main.ts");
  const child = spawn(process.execPath, ["--import", tsx, main, ...process.argv.slice(2)], { stdio: "inherit" });
  // A terminal sends Ctrl-C to the whole group; a supervisor may signal this process alone.
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
    process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => child.on("close", (code) => resolve(code ?? 1)));
}

/** @param {string} message @returns {never} */
function fail(message) {
  process.stderr.write(`slipway: ${message}\n`);
  process.exit(1);
}
