import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";
import { ExpectedFailure } from "../failure.js";

/** The pool that a server works with; whoever opens it ends `$client`. */
export type Database = NodePgDatabase & { readonly $client: pg.Pool };

const connectionTimeoutMillis = 3_000;

/** Opens a pool, connecting when first used. No query outlives the time that a closing server grants its requests. */
export function openDatabase(connectionString: string): Database {
  const pool = new pg.Pool({
    connectionString,
    connectionTimeoutMillis,
    max: 10,
    keepAlive: true,
    statement_timeout: 5_000, // PostgreSQL gives up, and lets go of its locks
    query_timeout: 6_000, // this side gives up, when PostgreSQL can no longer answer
  });
  return drizzle(pool);
}

/** One connection, for a command. Throws {@link ExpectedFailure} when there is no database or it does not let us in. */
export async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis });
  try {
    await client.connect();
    return client;
  } catch (cause) {
    throw new ExpectedFailure(`The database cannot be reached: ${reasonOf(cause)}`, { cause });
  }
}

/** A host name with several addresses fails with one error for each, under an empty message. */
function reasonOf(cause: unknown): string {
  if (cause instanceof AggregateError) return cause.errors.map(reasonOf).join(", ");
  return cause instanceof Error ? cause.message : String(cause);
}
