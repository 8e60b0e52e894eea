import { run } from "./command.js";
import { connect, pendingMigrations } from "./database/index.js";

await run(async ({ DATABASE_URL }) => {
  const client = await connect(DATABASE_URL);
  const pending = await pendingMigrations(client);
  await client.end();
  console.log(pending.length === 0 ? "No migration is pending." : `Pending:\n  ${pending.join("\n  ")}`);
  return pending.length === 0 ? 0 : 1;
});
