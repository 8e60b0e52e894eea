import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Database } from "../database/index.js";
import { problemOf, problemResponses } from "../problem.js";
import { listing, listingChange, newListing } from "./listing.js";
import { page, pageQuery } from "./page.js";
import { changeListing, createListing, deleteListing, findListing, listPage } from "./store.js";

const params = z.object({ id: z.uuid() });
const found = { 200: listing, ...problemResponses };

/** `/v1/listings`: each route decodes by its schema, calls the store and encodes by its schema. */
export const listingRoutes: FastifyPluginAsyncZod<{ readonly database: Database }> = async (app, { database }) => {
  app.get("/", { schema: { querystring: pageQuery, response: { 200: page, ...problemResponses } } }, (request) =>
    listPage(database, request.query),
  );

  app.post(
    "/",
    { schema: { body: newListing, response: { 201: listing, ...problemResponses } } },
    async (request, reply) => {
      const created = await createListing(database, request.body);
      return reply.code(201).header("location", `${app.prefix}/${created.id}`).send(created);
    },
  );

  app.get("/:id", { schema: { params, response: found } }, async (request, reply) => {
    const listing = await findListing(database, request.params.id);
    return listing ?? reply.code(404).send(problemOf("listing_not_found"));
  });

  app.patch("/:id", { schema: { params, body: listingChange, response: found } }, async (request, reply) => {
    const changed = await changeListing(database, request.params.id, request.body);
    return changed ?? reply.code(404).send(problemOf("listing_not_found"));
  });

  app.delete(
    "/:id",
    { schema: { params, response: { 204: z.undefined(), ...problemResponses } } },
    async (request, reply) => {
      const deleted = await deleteListing(database, request.params.id);
      return deleted ? reply.code(204).send() : reply.code(404).send(problemOf("listing_not_found"));
    },
  );
};
