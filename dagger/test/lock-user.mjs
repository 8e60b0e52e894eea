// A process that takes the lock of a name, for lock.test.ts. What it does with it is told by its first argument.
import { once } from "node:events";
import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { setImmediate as turn } from "node:timers/promises";

const [task = "", name = "", folder = ""] = process.argv.slice(2);

// Everywhere but on Linux the lock is a file.
if (process.env["LOCK_PLATFORM"]) Object.defineProperty(process, "platform", { value: process.env["LOCK_PLATFORM"] });
const { lock } = await import("../lock.mjs");

const take = () => lock(name, task, (holder) => console.log(`waits for: ${holder}`));

/** @type {Readonly<Record<string, () => Promise<void>>>} */
const TASKS = {
  /** Holds it until a line comes. */
  async holds() {
    const release = await take();
    console.log("held");
    await once(process.stdin, "data");
    await release();
    console.log("released");
    process.stdin.destroy();
  },

  /** Holds it with nothing else to do. */
  async leaves() {
    await take();
    console.log("held");
  },

  /** Takes it five times; counts in a file, in a way that loses counts if two do it at once. */
  async contends() {
    for (let round = 0; round < 5; round++) {
      const release = await take();
      mkdirSync(`${folder}/alone`);
      const count = Number(readFileSync(`${folder}/count`, "utf8"));
      for (let turns = 0; turns < 20; turns++) await turn();
      writeFileSync(`${folder}/count`, String(count + 1));
      rmdirSync(`${folder}/alone`);
      await release();
    }
    console.log("done");
  },
};

await TASKS[task]?.();
