import { Agent, get } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { revision, send, startDoor, type TestDoor } from "./fixture.js";

let door: TestDoor;
beforeEach(async () => {
  door = await startDoor();
});
afterEach(() => door.stop());

describe("a route that changes", () => {
  it("loses none of 5,000 requests, 20 at once, while it changes 200 times", async () => {
    for (const name of ["one", "two"]) await door.backend(name, (_, response) => response.end(name));
    door.route({ one: 100 });
    const agent = new Agent({ keepAlive: true, maxSockets: 20 });
    const statuses = new Map<number | undefined, number>();
    let left = 5000;
    const worker = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        if (left % 25 === 0) {
          const percent = (left / 25) % 101;
          door.route({ one: percent, two: 100 - percent });
        }
        const status = await new Promise<number | undefined>((resolve, reject) => {
          get(door.uri, { agent }, (response) => response.resume().on("end", () => resolve(response.statusCode))).on(
            "error",
            reject,
          );
        });
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: 20 }, worker));
    agent.destroy();
    expect([...statuses]).toEqual([[200, 5000]]);
    expect(door.requests).toHaveLength(5000);
    expect(door.leases).toEqual({ taken: 5000, released: 5000 });
  });

  it("leaves a request that runs where it is", async () => {
    let answer = (): void => {};
    const server = await door.backend("one", (_, response) => {
      answer = () => void response.end("old");
    });
    await door.backend("two", (_, response) => response.end("new"));
    door.route({ one: 100 });
    const running = send(door.uri);
    await new Promise((resolve) => server.once("request", resolve));
    door.route({ two: 100 });
    expect((await send(door.uri)).body).toBe("new");
    answer();
    expect((await running).body).toBe("old");
  });
});

describe("session affinity", () => {
  it("binds a client for 30 days to a revision that has a share", async () => {
    for (const name of ["one", "two"]) await door.backend(name, (_, response) => response.end(name));
    door.route({ one: 50, two: 50 }, { hasSessionAffinity: true });
    const first = await send(door.uri);
    const [set = ""] = first.headers["set-cookie"] ?? [];
    expect(set).toMatch(/^GAESA=[\w-]+; Max-Age=2592000; Path=\/; HttpOnly$/);
    const cookie = `a=b; ${set.slice(0, set.indexOf(";"))}`;
    for (let at = 0; at < 10; at += 1) {
      const next = await send(door.uri, { headers: { cookie } });
      expect([next.body, next.headers["set-cookie"]]).toEqual([first.body, undefined]);
    }
    const other = first.body === "one" ? "two" : "one";
    door.route({ [other]: 100 }, { hasSessionAffinity: true });
    const moved = await send(door.uri, { headers: { cookie } });
    expect([moved.body, moved.headers["set-cookie"]?.length]).toEqual([other, 1]);
    expect(door.requests.at(-1)?.revision).toBe(revision(other));
  });
});

describe("open and close", () => {
  it("gives a key the port that it had before", async () => {
    expect(await door.door.open("shop")).toEqual({ uri: door.uri, port: door.port });
    await door.door.close("shop");
    await expect(send(door.uri)).rejects.toThrow();
    expect((await door.door.open("shop")).port).toBe(door.port);
  });
});
