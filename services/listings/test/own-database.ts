import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll } from "vitest";
import { buildApp } from "../src/app.js";
import { connect, type Database, migrate, openDatabase } from "../src/database/index.js";

const adminUrl = process.env["DATABASE_URL"] ?? "";

/** Gives the test file an empty database of its own, dropped after it. Its URL is known once the tests run. */
export function ownDatabase(): { readonly url: string } {
  const name = `listings_test_${randomUUID().replaceAll("-", "")}`;
  // template0 has no sessions of its own, so that files can create theirs at the same time.
  beforeAll(() => asAdmin(`create database ${name} template template0`));
  afterAll(() => asAdmin(`drop database if exists ${name} with (force)`));
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return { url: url.href };
}

/** The app on a migrated database of its own, and that database. */
export function ownApp(): { readonly url: string; readonly app: App; readonly database: Database } {
  const { url } = ownDatabase();
  const database = openDatabase(url);
  const app = buildApp({ config: { LOG_LEVEL: "silent", K_REVISION: "listings-00042-abc" }, database });
  beforeAll(async () => {
    const client = await connect(url);
    await migrate(client, () => {});
    await client.end();
  });
  afterAll(async () => {
    await app.close();
    await database.$client.end();
  });
  return { url, app, database };
}

export type App = ReturnType<typeof buildApp>;

async function asAdmin(statement: string): Promise<void> {
  const client = new pg.Client(adminUrl);
  await client.connect();
  await client.query(statement);
  await client.end();
}
