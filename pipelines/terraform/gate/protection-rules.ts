import { at, isObject } from "../at.js";
import type { Json, ResourceChange } from "../change.js";
import type { Rule } from "./rule.js";

/** Attributes by which a resource refuses to be destroyed, with the value that does. */
const PROTECTED: Readonly<Record<string, readonly Json[]>> = {
  deletion_protection: [true],
  deletion_protection_enabled: [true],
  delete_protection_state: ["DELETE_PROTECTION_ENABLED"],
  deletion_policy: ["PREVENT"],
  enable_drop_protection: [true],
  termination_protection_enabled: [true],
};

/** Deletion protection is taken off, at any depth; a bucket may be destroyed with what is in it. */
export const removeDeletionProtection: Rule = (change) => {
  if (!isKept(change)) return [];
  const found = protections(change.before)
    .filter(([path, value]) => at(change.after, ...path) !== value)
    .map(([path]) => `takes off ${path.filter((step) => typeof step === "string").join(".")}`);
  const forces = (value: Json) => at(value, "force_destroy") === true;
  if (!forces(change.before) && forces(change.after)) found.push("may be destroyed with what is in it: force_destroy");
  return found;
};

type Path = readonly (string | number)[];

function protections(value: Json, path: Path = []): [Path, Json][] {
  if (Array.isArray(value)) {
    return (value as readonly Json[]).flatMap((item, index) => protections(item, [...path, index]));
  }
  if (!isObject(value) || path.length > 4) return [];
  return Object.entries(value).flatMap(([key, inner]): [Path, Json][] => {
    const isProtected = Object.hasOwn(PROTECTED, key) && PROTECTED[key]?.includes(inner);
    return isProtected ? [[[...path, key], inner]] : protections(inner, [...path, key]);
  });
}

interface Setting {
  readonly type: string;
  readonly path: Path;
  readonly what: string;
}

const SQL_BACKUP = ["settings", 0, "backup_configuration", 0] as const;

/** Settings whose switching off, or lowering, loses backups. Numbers are compared, everything else is on or off. */
const BACKUPS: readonly Setting[] = [
  { type: "google_sql_database_instance", path: [...SQL_BACKUP, "enabled"], what: "automatic backups" },
  {
    type: "google_sql_database_instance",
    path: [...SQL_BACKUP, "backup_retention_settings", 0, "retained_backups"],
    what: "backups that are kept",
  },
  { type: "google_storage_bucket", path: ["versioning", 0, "enabled"], what: "versions of objects" },
  {
    type: "google_storage_bucket",
    path: ["soft_delete_policy", 0, "retention_duration_seconds"],
    what: "seconds that deleted objects are kept",
  },
  {
    type: "google_storage_bucket",
    path: ["retention_policy", 0, "retention_period"],
    what: "seconds that objects cannot be deleted",
  },
  { type: "google_alloydb_cluster", path: ["automated_backup_policy", 0, "enabled"], what: "automatic backups" },
  { type: "google_redis_instance", path: ["persistence_config", 0, "persistence_mode"], what: "snapshots" },
  { type: "mongodbatlas_advanced_cluster", path: ["backup_enabled"], what: "automatic backups" },
  { type: "mongodbatlas_cluster", path: ["cloud_backup"], what: "automatic backups" },
];

const SCHEDULES = new Set([
  "google_backup_dr_backup_plan",
  "google_backup_dr_backup_plan_association",
  "google_firestore_backup_schedule",
  "google_gke_backup_backup_plan",
  "google_spanner_backup_schedule",
  "mongodbatlas_cloud_backup_schedule",
]);

/** Backups are switched off, or fewer of them are kept. */
export const removeBackups: Rule = (change) => {
  if (SCHEDULES.has(change.type) && change.action === "delete") return ["no longer makes backups"];
  return lessOf(BACKUPS, change);
};

const PITR: readonly Setting[] = [
  {
    type: "google_sql_database_instance",
    path: [...SQL_BACKUP, "point_in_time_recovery_enabled"],
    what: "point-in-time recovery",
  },
  {
    type: "google_sql_database_instance",
    path: [...SQL_BACKUP, "transaction_log_retention_days"],
    what: "days that point-in-time recovery reaches back",
  },
  { type: "google_alloydb_cluster", path: ["continuous_backup_config", 0, "enabled"], what: "continuous backups" },
  {
    type: "google_alloydb_cluster",
    path: ["continuous_backup_config", 0, "recovery_window_days"],
    what: "days that point-in-time recovery reaches back",
  },
  {
    type: "google_firestore_database",
    path: ["point_in_time_recovery_enablement"],
    what: "point-in-time recovery",
  },
  { type: "mongodbatlas_advanced_cluster", path: ["pit_enabled"], what: "point-in-time recovery" },
  { type: "mongodbatlas_cluster", path: ["pit_enabled"], what: "point-in-time recovery" },
];

/** Point-in-time recovery is switched off, or reaches back less far. */
export const removePitr: Rule = (change) => lessOf(PITR, change);

function lessOf(settings: readonly Setting[], change: ResourceChange): string[] {
  if (!isKept(change)) return [];
  return settings
    .filter(({ type }) => type === change.type)
    .flatMap(({ path, what }) => {
      const [before, after] = [at(change.before, ...path), at(change.after, ...path)];
      // Not known until the apply, and not asked for: it stays as it is.
      if (isLeft(change, path)) return [];
      if (typeof before === "number" || isNumber(before)) {
        const [from, to] = [Number(before), Number(after ?? 0)];
        return to < from ? [`lowers ${what} from ${from} to ${to}`] : [];
      }
      return isOn(before) && !isOn(after) ? [`switches off ${what}`] : [];
    });
}

function isLeft({ afterUnknown, after }: ResourceChange, path: Path): boolean {
  for (let length = 1; length <= path.length; length += 1) {
    if (at(afterUnknown, ...path.slice(0, length)) === true && at(after, ...path.slice(0, length)) === undefined)
      return true;
  }
  return false;
}

function isOn(value: Json | undefined): boolean {
  return value === true || (typeof value === "string" && !/^(?:|.*DISABLED)$/.test(value));
}

function isNumber(value: Json | undefined): boolean {
  return typeof value === "string" && /^\d+$/.test(value);
}

/** What is destroyed for good is judged by other rules. A replacement is judged here too: the new one may have less. */
function isKept({ action, before, after }: ResourceChange): boolean {
  return (action === "update" || action === "replace") && before !== null && after !== null;
}
