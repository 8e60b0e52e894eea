/** A value of Terraform's JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * Which parts of a value are sensitive, or not known yet: `true` is all of it; an object or a list has the mask of each of
 * its parts; everything else is none of it.
 */
export type Mask = Json;

/** What is going to happen to one resource. */
export type Action = "create" | "update" | "replace" | "delete" | "forget" | "read" | "none";

/** One resource of a plan. Its values are as the tool gave them, sensitive ones included: only `attributeChanges` may be shown. */
export interface ResourceChange {
  /** Such as `module.database.google_sql_database_instance.main["eu"]`. */
  readonly address: string;
  /** Such as `google_sql_database_instance`. */
  readonly type: string;
  readonly action: Action;
  /** Why it is replaced, deleted or read, in the tool's word, such as `replace_because_tainted`. */
  readonly reason?: string | undefined;
  /** Address it had before, where it moved. */
  readonly previousAddress?: string | undefined;
  /** Id it is imported by. */
  readonly importId?: string | undefined;
  /** Key of a former object that a replacement has left behind, where it is that one which is deleted. */
  readonly deposed?: string | undefined;
  readonly before: Json;
  readonly after: Json;
  readonly beforeSensitive: Mask;
  readonly afterSensitive: Mask;
  readonly afterUnknown: Mask;
  /** Paths of the attributes that force a replacement. */
  readonly replacePaths: readonly (readonly (string | number)[])[];
}

/** One output of a plan. */
export interface OutputChange
  extends Pick<ResourceChange, "action" | "before" | "after" | "beforeSensitive" | "afterSensitive" | "afterUnknown"> {
  readonly name: string;
}

/** A plan as Terraform or OpenTofu tells it, format version 1 of `show -json`. */
export interface Plan {
  readonly toolVersion: string;
  readonly changes: readonly ResourceChange[];
  /** What was changed by others since the last apply. */
  readonly drift: readonly ResourceChange[];
  readonly outputs: readonly OutputChange[];
  /** Checks of the configuration that fail, each with its message. */
  readonly failedChecks: readonly string[];
}

/** Whether a change alters what is there: everything but reading and leaving it. */
export function isChange({ action }: Pick<ResourceChange, "action">): boolean {
  return action !== "none" && action !== "read";
}

/** Whether the object of a resource goes, whatever follows it. */
export function isLoss({ action }: Pick<ResourceChange, "action">): boolean {
  return action === "delete" || action === "replace";
}
