import { setTimeout } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Database } from "./database/index.js";

/** Below the time limit of any probe, so that the answer is a reason and not a probe that gave up. */
const limitMillis = 1_000;

const healthy = z.object({ status: z.literal("ok"), revision: z.string().describe("Which revision answers") });

const unavailable = z.object({
  status: z.literal("unavailable"),
  reason: z.enum(["database unreachable", "database timed out"]),
});

interface HealthParts {
  readonly database: Database;
  readonly revision: string;
}

/**
 * Whether this instance can serve, which it can when its database answers. Cloud Run keeps some paths that end in "z" to
 * itself (cloud.google.com/run/docs/known-issues): its probes reach /healthz, but from outside only /health is sure to.
 */
export const healthRoutes: FastifyPluginAsyncZod<HealthParts> = async (app, { database, revision }) => {
  for (const path of ["/healthz", "/health"]) {
    app.get(
      path,
      { logLevel: "warn", schema: { response: { 200: healthy, 503: unavailable } } },
      async (_request, reply) => {
        const reason = await problemOfDatabase(database);
        if (reason) return reply.code(503).send({ status: "unavailable", reason });
        return { status: "ok" as const, revision };
      },
    );
  }
};

async function problemOfDatabase(database: Database): Promise<z.output<typeof unavailable>["reason"] | undefined> {
  const timer = new AbortController();
  try {
    return await Promise.race([
      database.execute(sql`select 1`).then(() => undefined),
      setTimeout(limitMillis, "database timed out" as const, { signal: timer.signal }),
    ]);
  } catch {
    return "database unreachable";
  } finally {
    timer.abort();
  }
}
