import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as applyMigrations } from "drizzle-orm/node-postgres/migrator";
import type { Client } from "pg";
import { z } from "zod";
import { ExpectedFailure } from "../failure.js";

/** The same from `src/` and from `dist/`: both lie beside it. */
const migrationsFolder = fileURLToPath(new URL("../../drizzle", import.meta.url));

/** Hashed to the key of the advisory lock that a migrating process holds. */
export const lockName = "slipway/listings/migrations";

const journal = z.object({ entries: z.array(z.object({ tag: z.string(), when: z.int() })) });

/** Names of the migrations that this database has not seen, oldest first. Changes nothing. */
export async function pendingMigrations(client: Client): Promise<string[]> {
  const { entries } = journal.parse(JSON.parse(await readFile(`${migrationsFolder}/meta/_journal.json`, "utf8")));
  const { rows: tables } = await client.query("select to_regclass('drizzle.__drizzle_migrations') as name");
  if (tables[0]?.name === null) return entries.map((entry) => entry.tag);
  const { rows } = await client.query("select created_at from drizzle.__drizzle_migrations");
  const applied = new Set(rows.map((row) => Number(row.created_at)));
  return entries.filter((entry) => !applied.has(entry.when)).map((entry) => entry.tag);
}

/**
 * Applies what is pending, all or nothing, and returns the names. Of several processes at once one works and the others
 * wait, saying so. The lock belongs to the connection: one that fails or dies lets go of it by ending.
 */
export async function migrate(client: Client, say: (line: string) => void): Promise<string[]> {
  const { rows } = await client.query("select pg_try_advisory_lock(hashtext($1)) as taken", [lockName]);
  if (rows[0]?.taken !== true) {
    say("Waiting for another migration of this database to finish …");
    await client.query("select pg_advisory_lock(hashtext($1))", [lockName]);
  }
  const pending = await pendingMigrations(client);
  await applyMigrations(drizzle(client), { migrationsFolder });
  await refuseSkipped(client);
  await client.query("select pg_advisory_unlock(hashtext($1))", [lockName]);
  return pending;
}

/** Drizzle passes over a migration generated before one that is already applied, as after a late merge. */
async function refuseSkipped(client: Client): Promise<void> {
  const skipped = await pendingMigrations(client);
  if (skipped.length > 0) {
    throw new ExpectedFailure(`Older than the last applied migration, generate anew: ${skipped.join(", ")}`);
  }
}
