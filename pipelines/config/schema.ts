import { z } from "zod";
import { form, name } from "./fields.js";
import { EnvironmentSettings, schedule } from "./schema-environment.js";
import { Budget, Notify } from "./schema-operate.js";
import { Canary } from "./schema-release.js";
import { Scan } from "./schema-scan.js";
import { Service } from "./schema-service.js";
import { Terraform } from "./schema-terraform.js";
import { partialOf } from "./shape.js";

const registry = form(
  /^[a-z0-9][a-z0-9.-]*(?::\d+)?(?:\/[a-z0-9._-]+)+$/,
  "a repository for images, such as HOST/PROJECT/REPOSITORY",
);

/** What is the same in all environments unless one says otherwise. */
export const shared = {
  registry: registry
    .optional()
    .describe(
      "Repository that images are pushed to. Default: Artifact Registry of the first region, named like this file.",
    ),
  canary: Canary.prefault({}).describe("How traffic moves to a new revision. Default: 5%, 25%, 50%, 5 minutes each."),
  scan: Scan.prefault({}).describe("What scans let through. Default: nothing critical or high."),
  budget: Budget.optional().describe("What an environment may cost. Default: not watched."),
  notify: Notify.prefault({}).describe("Who is told of a release. Default: nobody."),
  ...schedule,
};

/** The keys under which an environment may override what is shared. */
export const SHARED_KEYS = Object.keys(shared) as readonly (keyof typeof shared)[];

const overrides = Object.fromEntries(
  Object.entries(shared).map(([key, schema]) => [key, partialOf(schema).optional()]),
) as Record<keyof typeof shared, z.ZodOptional<z.ZodType>>;

/** One environment as it is written: its own settings, and overrides of what is shared and of each service. */
export const Environment = EnvironmentSettings.extend({
  ...overrides,
  services: z
    .record(name, partialOf(Service))
    .optional()
    .describe("Keys of services that differ here: maps are merged, everything else is replaced. Default: none."),
});

/** The whole of slipway.yaml. */
export const SlipwayFile = z.strictObject({
  name: name.describe("Name of the product. It names images and reports."),
  repository: form(/^https:\/\/[^\s@]+$/, "a URL that starts with https:// and holds no credentials")
    .optional()
    .describe("Where people read the source; it is written on images. Default: not written."),
  services: z
    .record(name, Service)
    .refine((services) => Object.keys(services).length > 0, { error: "at least one service" })
    .describe("What is released, by its name in Cloud Run."),
  ...shared,
  terraform: Terraform.prefault({}).describe(
    "How infrastructure is planned and applied. Default: by OpenTofu, with the whole gate.",
  ),
  environments: z
    .record(name, Environment)
    .prefault({ local: { target: "local" } })
    .describe("Where it is released to, by name. Default: one, named local, on this machine."),
});
