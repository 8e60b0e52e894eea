import { drizzle } from "drizzle-orm/node-postgres";
import { run } from "./command.js";
import { connect } from "./database/index.js";
import { addExamples } from "./listings/index.js";

await run(async ({ DATABASE_URL }) => {
  const client = await connect(DATABASE_URL);
  const { added, kept } = await addExamples(drizzle(client));
  await client.end();
  console.log(`Added ${added} example listings; ${kept} were there already.`);
  return 0;
});
