/**
 * Times how long it takes to say which services changes take: git's answers and the reading of them, in a repository of
 * 1,000 services in which the last commit has changed all of 100,000 files. Prints seconds, the middle of three runs.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  affectedServices,
  diffCommand,
  historyCommands,
  parseChanges,
  readSince,
} from "../pipelines/affected/index.js";

const SERVICES = 1000;
const FILES = 100_000;
const RUNS = 3;

const repository = mkdtempSync(join(tmpdir(), "slipway-bench-"));
process.on("exit", () => rmSync(repository, { recursive: true, force: true }));

function git(args: readonly string[], input = ""): string {
  return execFileSync("git", args, { cwd: repository, encoding: "utf8", maxBuffer: 2 ** 28, input });
}

function commit(content: string): string {
  const files = Array.from({ length: FILES }, (_, at) => `services/s${at % SERVICES}/src/file${at}.ts`);
  return [
    "commit refs/heads/main\ncommitter Bench <bench@example.com> 1767323045 +0000\ndata 6\nchange\n",
    ...files.map((path) => `M 100644 inline ${path}\ndata ${content.length}\n${content}\n`),
    "\n",
  ].join("");
}

git(["init", "--quiet", "--initial-branch=main"]);
git(["fast-import", "--quiet"], commit("one;") + commit("two;"));

const services = Array.from({ length: SERVICES }, (_, at) => {
  const path = `services/s${at}`;
  return { name: `s${at}`, path, image: { context: path }, needs: at === 0 ? [] : [`s${at - 1}`] };
});

const times = Array.from({ length: RUNS }, () => {
  const began = performance.now();
  const read = readSince("main~1");
  if (!read.ok) throw new Error(read.problem.what);
  for (const args of Object.values(historyCommands(read.since))) git(args);
  const changes = parseChanges(git(diffCommand(read.since)));
  if (!changes.ok) throw new Error(changes.problem.what);
  const { services: found } = affectedServices({ services, changes: changes.changes });
  if (!found.every(({ taken }) => taken)) throw new Error("a service with a changed file was not taken");
  return (performance.now() - began) / 1000;
});
console.log([...times].sort((one, other) => one - other)[Math.floor(RUNS / 2)]);
