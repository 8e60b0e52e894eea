import { buildApp } from "./app.js";
import { run } from "./command.js";
import { openDatabase } from "./database/index.js";
import { closeWithin, stopSignal } from "./shutdown.js";

/** Cloud Run kills ten seconds after SIGTERM; half a second is kept to say so in the log. */
const closeLimitMillis = 9_500;

await run(async (config) => {
  const stop = stopSignal(process);
  const database = openDatabase(config.DATABASE_URL);
  const app = buildApp({ config, database });
  await app.listen({ host: config.HOST, port: config.PORT });

  app.log.info({ signal: await stop }, "closing: requests in flight are finished, new connections refused");
  const outcome = await closeWithin(closeLimitMillis, async () => {
    await app.close();
    await database.$client.end();
  });
  app.log[outcome === "closed" ? "info" : "error"](outcome === "closed" ? "closed" : "gave up on open requests");
  return outcome === "closed" ? 0 : 1;
});
