import { z } from "zod";
import { form, millis, text, urlPath, whole } from "./fields.js";
import { SecretRef } from "./schema-run.js";

const statusCode = whole(100, 599);

const Expected = z.union(
  [
    z.string(),
    z.number(),
    z.boolean(),
    z.strictObject({ equals: z.json().describe("The exact value, also where it is a word such as string.") }),
  ],
  { error: "a value, one of string, number, boolean, object, array, null, or { equals: VALUE }" },
);

const method = (verb: string) =>
  urlPath.optional().describe(`Path to request with ${verb}; each check has one method. Default: another method.`);

/** One request to a running service and what must come back. */
export const SmokeCheck = z.strictObject({
  get: method("GET"),
  head: method("HEAD"),
  post: method("POST"),
  put: method("PUT"),
  patch: method("PATCH"),
  delete: method("DELETE"),
  headers: z
    .record(
      form(/^[!#$%&'*+.^_`|~\w-]+$/, "the name of a header"),
      z.union([z.string(), SecretRef], { error: "text (numbers in quotes) or { secret: NAME }" }),
    )
    .optional()
    .describe("Headers: text, or { secret: NAME } for the value of a secret. Default: none."),
  json: z.json().optional().describe("Body, sent as JSON with its content type. Default: no body."),
  body: text.optional().describe("Body, sent as it is. Default: no body."),
  status: z
    .union([statusCode, z.array(statusCode).min(1)], { error: "a status code from 100 to 599 or a list of them" })
    .prefault(200)
    .describe("Status code, or a list of those that will do. Default: 200."),
  within: millis("1ms", "10m").prefault("10s").describe("Longest time for the whole answer. Default: 10s."),
  expect: z
    .record(form(/^\$(?:\.[A-Za-z_][\w-]*|\[\d+\])*$/, "a path into the JSON answer, such as $.items[0].id"), Expected)
    .optional()
    .describe(
      "Values in the JSON answer by their path ($.items[0].id): a value, or a type such as string. Default: none.",
    ),
  retries: whole(0, 20).prefault(2).describe("Further tries before the check fails. Default: 2."),
});
