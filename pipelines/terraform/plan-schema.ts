import { z } from "zod";

const value = z.unknown();

const change = z.looseObject({
  actions: z.array(z.string()),
  before: value.optional(),
  after: value.optional(),
  before_sensitive: value.optional(),
  after_sensitive: value.optional(),
  after_unknown: value.optional(),
  replace_paths: z.array(z.array(z.union([z.string(), z.number()]))).optional(),
  importing: z.looseObject({ id: z.string().optional() }).optional(),
});

const resource = z.looseObject({
  address: z.string(),
  previous_address: z.string().optional(),
  mode: z.string(),
  type: z.string(),
  deposed: z.string().optional(),
  action_reason: z.string().optional(),
  change,
});

const check = z.looseObject({
  address: z.looseObject({ to_display: z.string() }),
  status: z.string(),
  instances: z
    .array(z.looseObject({ problems: z.array(z.looseObject({ message: z.string().optional() })).optional() }))
    .optional(),
});

/**
 * What is read of `terraform show -json PLANFILE`.
 * https://developer.hashicorp.com/terraform/internals/json-format, "Plan Representation"
 */
export const PlanJson = z.looseObject({
  format_version: z.string(),
  terraform_version: z.string().optional(),
  errored: z.boolean().optional(),
  resource_changes: z.array(resource).optional(),
  resource_drift: z.array(resource).optional(),
  output_changes: z.record(z.string(), change).optional(),
  checks: z.array(check).optional(),
});

export type ResourceJson = z.output<typeof resource>;
export type ChangeJson = z.output<typeof change>;
export type CheckJson = z.output<typeof check>;
