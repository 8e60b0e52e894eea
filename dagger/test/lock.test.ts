import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { lock, lockPath } from "../lock.mjs";
import { Child } from "./child.js";
import { temporaryFolder } from "./temporary.js";

const USER = fileURLToPath(new URL("./lock-user.mjs", import.meta.url));

let names = 0;
/** A lock that no other test and no other run of the tests has. */
const fresh = () => `test/${process.pid}-${names++}`;

const user = (task: string, name: string, folder = "") => new Child([process.execPath, USER, task, name, folder]);

const here = async (name: string) => {
  const release = await lock(name, "this test", () => expect.fail("the lock was not free"));
  onTestFinished(release);
  return release;
};

describe("lock", () => {
  it("makes a second process wait until it is let go, and tells it who holds it", async () => {
    const name = fresh();
    const first = user("holds", name);
    await first.says(/held/);
    const second = user("holds", name);
    expect(await second.says(/waits/)).toMatch(
      new RegExp(`^waits for: holds, process ${first.pid}, since \\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z$`),
    );
    expect(second.lines).not.toContain("held");
    first.tell("go on");
    await second.says(/held/);
    expect(second.lines.filter((line) => line.startsWith("waits"))).toHaveLength(1);
    second.tell("go on");
    expect(await Promise.all([first.ended, second.ended])).toEqual([0, 0]);
  });

  it("is free when its holder is killed, however many wait", async () => {
    const name = fresh();
    const first = user("holds", name);
    await first.says(/held/);
    const waiting = [user("holds", name), user("holds", name)];
    await Promise.all(waiting.map((child) => child.says(/waits/)));
    first.process.kill("SIGKILL");
    const next = await Promise.race(waiting.map((child) => child.says(/held/).then(() => child)));
    next.process.kill("SIGKILL");
    await Promise.all(waiting.filter((child) => child !== next).map((child) => child.says(/held/)));
  });

  it("is held by one at a time, however many want it", async () => {
    const [name, folder] = [fresh(), temporaryFolder()];
    writeFileSync(join(folder, "count"), "0");
    const release = await here(name);
    const contenders = Array.from({ length: 4 }, () => user("contends", name, folder));
    await Promise.all(contenders.map((child) => child.says(/waits/)));
    await release();
    await Promise.all(contenders.map((child) => child.says(/done/)));
    expect(await Promise.all(contenders.map((child) => child.ended))).toEqual([0, 0, 0, 0]);
    expect(readFileSync(join(folder, "count"), "utf8")).toBe("20");
  });

  it("tells those who wait once, however often its holder changes", async () => {
    const name = fresh();
    let holders = 0;
    const server = createServer((socket) => {
      holders += 1;
      socket.end(`holder ${holders}`);
      if (holders === 3) server.close();
    });
    await new Promise<void>((resolve) => server.listen(lockPath(name), resolve));
    const child = user("holds", name);
    await child.says(/held/);
    expect(holders).toBe(3);
    expect(child.lines).toEqual(["waits for: holder 1", "held"]);
  });

  it("does not keep a process alive that has nothing else to do", async () => {
    const child = user("leaves", fresh());
    await child.says(/held/);
    expect(await child.ended).toBe(0);
  });

  it("can be taken again after it was let go", async () => {
    const name = fresh();
    await (await here(name))();
    await (await here(name))();
  });

  it("is one lock for each name", async () => {
    await here(fresh());
    await here(fresh());
  });

  it("takes names as long as a deep folder's path", async () => {
    await here(`${fresh()}/${"folder/".repeat(40)}`);
  });

  it("is free when its holder is killed, also where there are no abstract sockets", { timeout: 3000 }, async () => {
    const name = fresh();
    onTestFinished(() => rmSync(`/tmp/slipway-${name.replaceAll("/", "-")}.sock`, { force: true }));
    const command = ["env", "LOCK_PLATFORM=darwin", process.execPath, USER, "holds", name];
    const first = new Child(command);
    await first.says(/held/);
    first.process.kill("SIGKILL");
    await first.ended;
    await new Child(command).says(/held/);
  });
});
