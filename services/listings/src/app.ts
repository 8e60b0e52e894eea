import {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  fastify,
  LogController,
} from "fastify";
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import type { Config } from "./config.js";
import type { Database } from "./database/index.js";
import { healthRoutes } from "./health.js";
import { listingRoutes } from "./listings/index.js";
import { logOptions, requestId } from "./log.js";
import { problemFrom, problemOf, problems } from "./problem.js";

/** The longest valid listing, with every character of it escaped, fits. */
const bodyLimitBytes = 32 * 1024;

export interface AppParts {
  readonly config: Pick<Config, "LOG_LEVEL" | "K_REVISION">;
  readonly database: Database;
}

/** Builds the service without listening. The database stays the caller's, to end after the app is closed. */
export function buildApp({ config, database }: AppParts) {
  const app = fastify({
    logger: logOptions(config),
    logController: new LogController({ requestIdLogLabel: "requestId" }),
    genReqId: requestId,
    bodyLimit: bodyLimitBytes,
    // A request that arrives on an open connection while the app closes is served like any other in flight.
    return503OnClosing: false,
    frameworkErrors: sendProblem,
  }).withTypeProvider<ZodTypeProvider>();

  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(sendProblem);
  app.setNotFoundHandler((_request, reply) => reply.code(404).send(problemOf("route_not_found")));
  // Only JSON comes in: by default fastify would read plain text too.
  app.removeContentTypeParser("text/plain");
  app.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
  });
  endConnectionsOnClose(app);

  // Without a listener a lost idle connection ends the process. The error carries the whole client: only its message is logged.
  database.$client.on("error", ({ message }) => app.log.warn({ reason: message }, "lost an idle database connection"));

  app.register(healthRoutes, { database, revision: config.K_REVISION });
  app.register(listingRoutes, { prefix: "/v1/listings", database });
  return app;
}

/** A connection whose last answer does not end it would keep a closing app waiting until its keep-alive time is over. */
function endConnectionsOnClose(app: FastifyInstance): void {
  let closing = false;
  app.addHook("preClose", async () => {
    closing = true;
  });
  app.addHook("onSend", async (_request, reply) => {
    if (closing) reply.header("connection", "close");
  });
}

function sendProblem(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const body = problemFrom(error);
  if (body.code === "internal") request.log.error({ err: error }, "unexpected error");
  // Set here too: for a path that cannot be decoded no hook runs.
  return reply.code(problems[body.code].status).header("x-request-id", request.id).send(body);
}
