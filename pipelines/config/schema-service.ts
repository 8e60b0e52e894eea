import { z } from "zod";
import {
  command,
  commands,
  flag,
  form,
  innerPath,
  name,
  oneOf,
  percent,
  region,
  seconds,
  text,
  variable,
  whole,
} from "./fields.js";
import { ImageBuild, Probes, Resources, Scaling, SecretRef, Uses, Vpc } from "./schema-run.js";
import { SmokeCheck } from "./schema-smoke.js";

const Commands = z.strictObject({
  install: command.optional().describe("Installs what the others need. Default: the preset's."),
  lint: commands.optional().describe("Checks style and types: one command or a list of them. Default: the preset's."),
  test: commands.optional().describe("Runs the tests, with what `uses` names beside them. Default: the preset's."),
  build: command.optional().describe("Builds what the image ships. Default: the preset's."),
  stage: text
    .optional()
    .describe("Stage of the service's own Dockerfile in which lint and test run. Default: the preset's image."),
  timeout: seconds("1s", "6h")
    .prefault("15m")
    .describe("Longest time for lint and for test; then they are ended. Default: 15m."),
});

const minimum = (what: string) =>
  percent(0, 100).optional().describe(`Least share of ${what} that tests must reach, in percent. Default: any.`);

/** What a test run leaves behind. */
const Tests = z.strictObject({
  junit: z
    .array(innerPath)
    .min(1)
    .optional()
    .describe("JUnit files that the tests write, relative to the service's path. Default: the preset's."),
  coverage: innerPath
    .optional()
    .describe(
      "Coverage that the tests write, relative to the service's path: lcov, Cobertura, Istanbul's summary or Go's profile. Default: the preset's.",
    ),
  minimum: z
    .strictObject({ lines: minimum("lines"), branches: minimum("branches"), functions: minimum("functions") })
    .prefault({})
    .describe("Coverage below which the tests have failed. Default: any will do."),
});

const Migrate = z.strictObject({
  command: command.describe("Brings the schema forward. Runs in the new image before any traffic moves."),
  check: command.optional().describe("Must succeed afterwards: says that nothing is pending. Default: none."),
  seed: command.optional().describe("Fills in data, in environments with `seed: true` only. Default: none."),
  lockTimeout: seconds("1s", "1h").prefault("1m").describe("Longest wait for another migration. Default: 1m."),
  timeout: seconds("1s", "24h").prefault("10m").describe("Longest time for each command. Default: 10m."),
});

const labelText = /^[a-z0-9_-]{0,63}$/;
const LABEL = "at most 63 lower-case letters, digits, _ and -";

const instance = form(/^[a-z][a-z0-9:.-]*:[a-z0-9-]+:[a-z0-9-]+$/, "an instance as PROJECT:REGION:NAME");

/** A service account, by id or by address. */
export const account = form(
  /^[a-z][a-z0-9-]{4,28}[a-z0-9](?:@[a-z0-9.-]+\.gserviceaccount\.com)?$/,
  "the id or the address of a service account",
);

/** One deployable: where it is, how it is built, how it runs, how it is checked. */
export const Service = z.strictObject({
  path: innerPath.describe("Folder of the service, relative to the repository."),
  preset: oneOf("node", "nextjs", "python")
    .optional()
    .describe(
      "Way to lint, test and build where the service does not say. Default: found from the files in the folder.",
    ),
  image: ImageBuild.prefault({}).describe("How the image is built. Default: as the preset does."),
  commands: Commands.prefault({}).describe("Commands in place of the preset's. Default: the preset's."),
  tests: Tests.prefault({}).describe("What the tests report and must reach. Default: the preset's files, no minimum."),
  platform: oneOf("cloud-run", "gitops")
    .optional()
    .describe("Where it runs. Default: gitops in an environment with `target: gitops`, else cloud-run."),
  regions: z.array(region).min(1).optional().describe("Those of the environment's regions it runs in. Default: all."),
  needs: z.array(name).optional().describe("Services that are released before this one. Default: none."),
  uses: Uses.prefault({}).describe("What is started beside it locally and in tests. Default: nothing."),
  port: whole(1, 65535)
    .prefault(8080)
    .describe("Port the container listens on; it is also told by PORT. Default: 8080."),
  command: command.optional().describe("Entry point in place of the image's. Default: the image's."),
  args: z.array(z.string()).optional().describe("Arguments in place of the image's. Default: the image's."),
  env: z
    .record(variable, z.string({ error: "text (numbers and true or false in quotes)" }))
    .optional()
    .describe("Environment variables, as text. Not for secrets. Default: none."),
  secrets: z
    .record(variable, SecretRef)
    .optional()
    .describe("Environment variables from Secret Manager: a secret's name, or { secret, version }. Default: none."),
  migrate: Migrate.optional().describe("Database migration of a release, forward only. Default: none."),
  smoke: z
    .array(SmokeCheck)
    .optional()
    .describe("Checks on the new revision's own URL before it gets traffic, and again after promotion. Default: none."),
  resources: Resources.prefault({}).describe("CPU, memory and GPU of an instance. Default: 1 CPU and 512Mi."),
  scaling: Scaling.prefault({}).describe("Number of instances and requests at once. Default: 0 to 10 instances."),
  probes: Probes.prefault({}).describe("Health checks of an instance. Default: its port is open."),
  timeout: seconds("1s", "60m").prefault("5m").describe("Longest time for one request. Default: 5m."),
  serviceAccount: account
    .optional()
    .describe("Service account it runs as; an id is completed with the project. Default: the project's own."),
  ingress: oneOf("all", "internal", "internal-and-cloud-load-balancing")
    .prefault("all")
    .describe("Networks it can be called from. Default: all."),
  public: flag.prefault(false).describe("Whether anyone may call it, without an identity. Default: false."),
  vpc: Vpc.optional().describe("Way into a private network. Default: none."),
  cloudsql: z.array(instance).optional().describe("Cloud SQL instances under /cloudsql. Default: none."),
  labels: z
    .record(form(/^[a-z][a-z0-9_-]{0,62}$/, LABEL), form(labelText, LABEL))
    .optional()
    .describe("Labels, for bills and searches. Default: none."),
});
