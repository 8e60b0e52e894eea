import { readdir } from "node:fs/promises";
import type { Client } from "pg";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { connect, lockName, migrate, pendingMigrations } from "../src/database/index.js";
import { ExpectedFailure } from "../src/failure.js";
import { ownDatabase } from "./own-database.js";
import { run } from "./run.js";

const { url } = ownDatabase();
const files = (await readdir(new URL("../drizzle", import.meta.url))).filter((name) => name.endsWith(".sql"));
const names = files.sort().map((name) => name.replace(/\.sql$/, ""));

async function client(): Promise<Client> {
  const connected = await connect(url);
  onTestFinished(() => connected.end());
  return connected;
}

beforeEach(async () => {
  const fresh = await connect(url);
  await fresh.query("drop schema if exists drizzle cascade; drop schema public cascade; create schema public");
  await fresh.end();
});

describe("connect", () => {
  it.each([
    ["nothing listens", "127.0.0.1:1", "postgres", /ECONNREFUSED/],
    ["there is no such database", new URL(url).host, "listings_none", /"listings_none" does not exist/],
  ])("says why when %s", async (_what, host, name, reason) => {
    const target = new URL(url);
    target.host = host;
    target.pathname = name;
    const attempt = connect(target.href);
    await expect(attempt).rejects.toThrow(/^The database cannot be reached: /);
    await expect(attempt).rejects.toThrow(reason);
    await expect(attempt).rejects.toBeInstanceOf(ExpectedFailure);
  });
});

describe("pendingMigrations", () => {
  it("names every migration on an empty database, in order, and changes nothing there", async () => {
    const connection = await client();
    expect(await pendingMigrations(connection)).toEqual(names);
    const { rows } = await connection.query("select 1 from pg_namespace where nspname = 'drizzle'");
    expect(rows).toEqual([]);
  });

  it("names none after migrate", async () => {
    const connection = await client();
    await migrate(connection, () => {});
    expect(await pendingMigrations(connection)).toEqual([]);
  });
});

describe("migrate", () => {
  it("applies what is pending, and nothing the second time", async () => {
    const connection = await client();
    expect(await migrate(connection, () => {})).toEqual(names);
    expect(await migrate(connection, () => {})).toEqual([]);
  });

  it("applies each migration once when two run at the same time", async () => {
    const both = await Promise.all([migrate(await client(), () => {}), migrate(await client(), () => {})]);
    expect(both.sort((a, b) => a.length - b.length)).toEqual([[], names]);
    const { rows } = await (await client()).query("select count(*)::int as count from drizzle.__drizzle_migrations");
    expect(rows).toEqual([{ count: names.length }]);
  });

  it("says that it waits while another holds the lock, then does its work", async () => {
    const holder = await client();
    await holder.query("select pg_advisory_lock(hashtext($1))", [lockName]);
    const { promise: waiting, resolve: say } = promiseOfLine();
    const migration = migrate(await client(), say);
    expect(await waiting).toMatch(/^Waiting for another migration/);
    expect(await pendingMigrations(holder)).toEqual(names);
    await holder.query("select pg_advisory_unlock(hashtext($1))", [lockName]);
    expect(await migration).toEqual(names);
  });

  it("refuses to pass over a migration that is older than the last applied one", async () => {
    const connection = await client();
    await migrate(connection, () => {});
    await connection.query("delete from drizzle.__drizzle_migrations where id = 1");
    await expect(migrate(connection, () => {})).rejects.toThrow(`generate anew: ${names[0]}`);
  });
});

describe("migrate-check.ts", () => {
  it("exits 1 with the list, then 0 once migrate.ts has run", async () => {
    const env = { DATABASE_URL: url };
    const before = await run("migrate-check.ts", env);
    expect(before).toMatchObject({ code: 1, stdout: `Pending:\n  ${names.join("\n  ")}\n` });
    expect(await run("migrate.ts", env)).toMatchObject({ code: 0, stdout: `Applied:\n  ${names.join("\n  ")}\n` });
    expect(await run("migrate-check.ts", env)).toMatchObject({ code: 0, stdout: "No migration is pending.\n" });
    expect(await run("migrate.ts", env)).toMatchObject({ code: 0, stdout: "Nothing to apply.\n" });
  });

  it("exits 2 with the reason, in one line and without the password, when the database cannot be reached", async () => {
    const { code, stderr } = await run("migrate-check.ts", { DATABASE_URL: "postgres://app:hunter2@127.0.0.1:1/x" });
    expect(code).toBe(2);
    expect(stderr).toBe("The database cannot be reached: connect ECONNREFUSED 127.0.0.1:1\n");
  });
});

function promiseOfLine() {
  let resolve: (line: string) => void = () => {};
  const promise = new Promise<string>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
