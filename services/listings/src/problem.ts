import type { FastifyError } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { z } from "zod";

/** Every code an error response can carry, with its status and its message. The table is closed. */
export const problems = {
  invalid_request: { status: 400, message: "The request is not valid." },
  listing_not_found: { status: 404, message: "There is no listing with this id." },
  route_not_found: { status: 404, message: "There is nothing at this method and path." },
  payload_too_large: { status: 413, message: "The request body is too large." },
  unsupported_media_type: { status: 415, message: "Send the body as application/json." },
  internal: { status: 500, message: "The request could not be served." },
} as const;

/** One of the codes in {@link problems}. */
export type ProblemCode = keyof typeof problems;

/** The one shape of an error response. */
export const problem = z
  .object({
    code: z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]).describe("What kind of error this is"),
    message: z.string().describe("The same in one sentence, for people"),
    details: z
      .array(z.object({ path: z.string().describe("As in body/title"), message: z.string() }))
      .optional()
      .describe("Each problem of an invalid request"),
  })
  .describe("An error");

export type Problem = z.output<typeof problem>;

/** What every route may answer besides its own results. */
export const problemResponses = { "4xx": problem, "5xx": problem } as const;

/** The response body for a code of the table. */
export function problemOf(code: ProblemCode, details?: Problem["details"]): Problem {
  return { code, message: problems[code].message, ...(details && { details }) };
}

/** Sorts whatever was thrown into the table. What it does not know is `internal`, and says nothing of its cause. */
export function problemFrom(error: FastifyError): Problem {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const place = error.validationContext ?? "request";
    const details = error.validation.map(({ instancePath, message }) => ({
      path: `${place}${instancePath}`.replace(/\/$/, ""),
      message: message ?? "is not valid",
    }));
    return problemOf("invalid_request", details);
  }
  const { statusCode = 500 } = error;
  if (statusCode === 413) return problemOf("payload_too_large");
  if (statusCode === 415) return problemOf("unsupported_media_type");
  if (statusCode >= 400 && statusCode < 500) {
    return problemOf("invalid_request", [{ path: "request", message: error.message }]);
  }
  return problemOf("internal");
}
