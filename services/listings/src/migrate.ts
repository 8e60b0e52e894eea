import { run } from "./command.js";
import { connect, migrate } from "./database/index.js";

await run(async ({ DATABASE_URL }) => {
  const client = await connect(DATABASE_URL);
  const applied = await migrate(client, console.log);
  await client.end();
  console.log(applied.length === 0 ? "Nothing to apply." : `Applied:\n  ${applied.join("\n  ")}`);
  return 0;
});
