import { z } from "zod";
import { ExpectedFailure } from "./failure.js";

/** Cloud SQL is reached through a socket (`postgres://user:password@/db?host=/cloudsql/…`): `pg` reads that, `URL` does not. */
function isPostgresUrl(value: string): boolean {
  return /^postgres(ql)?:\/\//.test(value) && URL.canParse(value.replace("@/", "@socket/"));
}

const environment = z.object({
  DATABASE_URL: z
    .string("is missing; set it to postgres://USER:PASSWORD@HOST:5432/DATABASE")
    .refine(isPostgresUrl, "is not of the form postgres://USER:PASSWORD@HOST:5432/DATABASE")
    .describe("PostgreSQL connection URL; never logged"),
  HOST: z.string().min(1, "is empty").default("0.0.0.0").describe("Address to listen on"),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, "must be a whole number")
    .transform(Number)
    .refine((port) => port <= 65535, "must be at most 65535")
    .default(8080)
    .describe("Port to listen on; 0 takes any free one"),
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"])
    .default("info")
    .describe("Least severe level that is logged"),
  K_REVISION: z.string().min(1, "is empty").default("local").describe("Revision name, set by Cloud Run"),
});

/** What the environment says, once checked. */
export type Config = z.output<typeof environment>;

/**
 * Reads the environment, with defaults. Reports every problem at once as an {@link ExpectedFailure}; a value is never
 * repeated in the message, since one of them is a secret.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const result = environment.safeParse(env);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `  ${issue.path.join(".")} ${problemOf(issue)}`);
  throw new ExpectedFailure(`The environment is not valid:\n${problems.join("\n")}`);
}

function problemOf(issue: z.core.$ZodIssue): string {
  return issue.code === "invalid_value" ? `must be one of ${issue.values.join(", ")}` : issue.message;
}
