import pg from "pg";

/** Ends the whole run, before any file and with one message, when there is no database to test against. */
export async function setup(): Promise<void> {
  const problem = await problemOf(process.env["DATABASE_URL"]);
  if (problem === undefined) return;
  console.error(
    `${problem} These tests work on a real PostgreSQL, as a user that may create databases. For example:\n` +
      "  docker run --rm -d -p 5432:5432 -e POSTGRES_PASSWORD=postgres postgres:17\n" +
      "  DATABASE_URL=postgres://postgres:postgres@127.0.0.1:5432/postgres npm test",
  );
  // Thrown, it would come after "No test files found" and before a stack.
  process.exit(1);
}

async function problemOf(connectionString: string | undefined): Promise<string | undefined> {
  if (!connectionString) return "DATABASE_URL is not set.";
  try {
    const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 });
    await client.connect();
    await client.end();
    return undefined;
  } catch (error) {
    return `No PostgreSQL answers at DATABASE_URL: ${error instanceof Error ? error.message : error}.`;
  }
}
