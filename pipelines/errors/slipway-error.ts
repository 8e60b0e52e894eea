/**
 * Every code that Slipway throws, with what it means. The table is closed: a test keeps it, `docs/errors.md` and the
 * places that throw equal in all directions.
 */
export const ERROR_CODES = {
  CONFIG_NOT_FOUND: "There is no slipway.yaml where one was expected.",
  CONFIG_EMPTY: "slipway.yaml has nothing in it.",
  CONFIG_TOO_LARGE: "slipway.yaml is over 1 MiB; it was not read.",
  CONFIG_NOT_YAML: "slipway.yaml is not one plain YAML document with a map in it.",
  CONFIG_ALIASES: "slipway.yaml has anchors and aliases that grow into too many values or hold themselves.",
  CONFIG_INVALID: "slipway.yaml has one or more problems; each is listed with its path, line and column.",
  ENVIRONMENT_UNKNOWN: "The environment asked for is not in slipway.yaml.",
  TARGET_UNSUPPORTED: "The environment's target is one that this version cannot release to.",
  SERVICE_UNKNOWN: "A service asked for is not in slipway.yaml.",
  SERVICE_UNFIT: "Nothing says how to build a service, or its files cannot be read for it.",
  LOCK_INVALID: "slipway.lock cannot be read.",
  IMAGE_UNPINNED: "slipway.lock has no digest of an image that is used.",
  SINCE_INVALID: "--since does not name one branch, tag or commit.",
  SINCE_UNKNOWN: "--since names a commit that is not in the repository.",
  HISTORY_NOT_FETCHED: "The clone holds too little of the history to tell what changed.",
  HISTORY_UNRELATED: "HEAD and the commit that --since names have no commit in common.",
  HISTORY_UNREADABLE: "There is no git history that can be read.",
  CHANGES_UNREADABLE: "What git says of the changes cannot be read.",
  SCAN_DATABASE_MISSING: "There is no vulnerability database to scan with.",
  SCAN_REPORT_UNREADABLE: "A report of the scanner cannot be trusted to be whole.",
  ALLOW_INVALID: "--allow does not name a rule of the gate.",
  INFRASTRUCTURE_NONE: "The environment has no Terraform folder, or the folder is not there.",
  TERRAFORM_FAILED: "Terraform or OpenTofu ended with an error.",
  TERRAFORM_CRASHED: "Terraform, OpenTofu or one of their providers crashed.",
  PLAN_UNREADABLE: "The tool's plan cannot be read, or is not whole.",
  PLAN_FILE_INVALID: "The file given with --plan is not a whole saved plan.",
  PLAN_REFUSED: "A saved plan is of another commit, configuration or environment, or too old.",
  PLAN_STALE: "The state has changed since the plan was made.",
  PLAN_STOPPED: "The gate stops the plan.",
  STATE_LOCKED: "Another run holds the lock of the state.",
  STATE_TOO_NEW: "The state was written by a newer version of the tool.",
  STATE_NOT_KEPT: "The state would be lost with the container that makes it.",
  STATE_RESCUED: "An earlier apply could not save its state, which is kept until it is pushed.",
  APPLY_INTERRUPTED: "An earlier apply did not come to its end.",
  CREDENTIALS_REFUSED: "Google Cloud did not accept the credentials, or no longer does.",
  DESTROY_REFUSED: "Only previews are destroyed.",
  USAGE: "A command was called in a way that it does not know.",
  MACHINE_UNFIT: "This machine cannot hold the embedded engine, and no other engine was named.",
  TOOL_MISSING: "A program that the set-up needs is not there, or too old.",
  PACKAGE_REFUSED: "A package registry refused a package or was not reached.",
  CACHE_UNUSABLE: "The cache folder is full, read-only or not writable for this user.",
  PART_FAILED: "A part of the embedded engine could not be built.",
  ENGINE_UNREACHABLE: "The engine that the environment names does not answer.",
  ENGINE_NOT_STARTED: "The embedded engine or its image mirror did not start.",
} as const;

/** One of the codes in {@link ERROR_CODES}. */
export type ErrorCode = keyof typeof ERROR_CODES;

/** The three sentences of an error: what happened, the value that was seen, and what to do next. */
export interface ErrorParts {
  readonly what: string;
  readonly saw?: string;
  readonly next: string;
}

/** The one error class. Its message says what happened, what was seen and what to do next; `cause` keeps the original. */
export class SlipwayError extends Error {
  override readonly name = "SlipwayError";
  readonly code: ErrorCode;
  readonly what: string;
  readonly saw: string | undefined;
  readonly next: string;

  constructor(code: ErrorCode, parts: ErrorParts, options: { readonly cause?: unknown } = {}) {
    const saw = parts.saw === undefined ? "" : `\n  seen: ${parts.saw}`;
    super(`${parts.what} [${code}]${saw}\n  next: ${parts.next}`, options);
    this.code = code;
    this.what = parts.what;
    this.saw = parts.saw;
    this.next = parts.next;
  }
}

/** Whether a caught value is a {@link SlipwayError}, across module copies too. */
export function isSlipwayError(value: unknown): value is SlipwayError {
  return value instanceof Error && value.name === "SlipwayError" && "code" in value;
}
