import { z } from "zod";
import { form, innerPath, oneOf, seconds, text } from "./fields.js";

/** What a plan must not do by accident, by the rule's name. */
export const GATE_RULES = {
  "destroy-database": "a database, its server or a cache is destroyed or replaced",
  "destroy-bucket": "a bucket is destroyed or replaced",
  "destroy-key": "a key of Cloud KMS is destroyed or replaced",
  "destroy-secret": "a secret or one of its versions is destroyed or replaced",
  "public-bucket": "a bucket, or a dataset, is opened to everybody",
  "public-database": "a database gets a public address",
  "open-network": "a firewall or a list of authorized networks lets every address in",
  "primitive-role": "somebody gets roles/owner, roles/editor or roles/viewer",
  "service-account-key": "a key of a service account is made",
  "remove-deletion-protection": "deletion protection is taken off",
  "remove-backups": "backups, versions or soft deletion are taken off, or kept for a shorter time",
  "remove-pitr": "point-in-time recovery is taken off, or reaches back less far",
  "over-budget": "the estimated monthly cost rises above the environment's budget",
} as const;

/** The name of a rule of the plan's gate. */
export type GateRule = keyof typeof GATE_RULES;

const RULE_NAMES = Object.keys(GATE_RULES) as [GateRule, ...GateRule[]];

const level = oneOf("stop", "warn", "off").prefault("stop");

const gate = Object.fromEntries(
  RULE_NAMES.map((rule) => [rule, level.describe(`When ${GATE_RULES[rule]}. Default: stop.`)]),
) as Record<GateRule, typeof level>;

/** How the infrastructure is planned and applied. */
export const Terraform = z.strictObject({
  tool: oneOf("opentofu", "terraform").prefault("opentofu").describe("Program. Default: opentofu."),
  version: form(/^\d+\.\d+\.\d+$/, "an exact version such as 1.11.0")
    .optional()
    .describe("Exact version. Default: the one Slipway is tested with."),
  mirror: z
    .union(
      [
        z.strictObject({
          url: form(
            /^https:\/\/[^\s@]+\/$/,
            "a URL that starts with https://, ends with / and holds no credentials",
          ).describe("A network mirror."),
        }),
        z.strictObject({ folder: innerPath.describe("A file system mirror in the repository.") }),
      ],
      { error: "{ url: HTTPS URL } or { folder: PATH }" },
    )
    .optional()
    .describe("Where providers come from instead of their registry. Default: their registry."),
  planMaxAge: seconds("1m", "30d").prefault("24h").describe("Oldest plan that is applied. Default: 24h."),
  gate: z
    .strictObject(gate)
    .prefault({})
    .describe("What happens when a plan does one of these: stop, warn or off. Default: stop, all of them."),
});

/** One environment's folder, and what its plans may do. */
export const EnvironmentTerraform = z.union(
  [
    innerPath,
    z.strictObject({
      path: innerPath.describe("Folder of the environment's root module."),
      workspace: form(/^[\w-]{1,90}$/, "a workspace of letters, digits, _ and -")
        .optional()
        .describe("Workspace to select. Default: the default one."),
      varFiles: z
        .array(innerPath)
        .optional()
        .describe("Files of variables, relative to the repository. Default: none."),
      allow: z
        .array(
          z.strictObject({
            rule: oneOf(...RULE_NAMES).describe("Rule of the plan's gate."),
            address: text.describe("Resource it is let through for, with * for any part."),
            because: text.describe("Reason, shown in the report."),
          }),
        )
        .optional()
        .describe("What the plan's gate lets through here. Default: nothing."),
    }),
  ],
  { error: "a folder, or { path: FOLDER, workspace: NAME }" },
);
