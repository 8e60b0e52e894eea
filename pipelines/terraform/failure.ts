import { type ErrorCode, SlipwayError } from "../errors/index.js";
import { PROGRAMS, type Tool } from "./commands.js";
import { type Diagnostic, diagnosticsIn, diagnosticsOfValidate, diagnosticText } from "./diagnostics.js";

/** A run of the tool that failed. */
export interface FailedRun {
  readonly tool: Tool;
  /** Such as `plan`. */
  readonly step: string;
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly environment: string;
}

interface Sort {
  readonly code: ErrorCode;
  readonly pattern: RegExp;
  readonly what: (run: FailedRun) => string;
  readonly saw?: (text: string) => string | undefined;
  readonly next: (run: FailedRun) => string;
}

/** What is known to go wrong, the most certain first. */
const SORTS: readonly Sort[] = [
  {
    code: "STATE_TOO_NEW",
    // It may come while the lock is asked for, as that is when the state is first read.
    pattern: /which is newer than current|format version \d+, which is not supported/,
    what: ({ tool, environment }) =>
      `The state of ${environment} was written by a newer version than this ${PROGRAMS[tool]}.`,
    next: () => "set `terraform.version` in slipway.yaml to the version that wrote the state, or a newer one.",
  },
  {
    code: "STATE_LOCKED",
    pattern: /Error acquiring the state lock[\s\S]*Lock Info:/,
    what: ({ environment }) => `Another run holds the lock of ${environment}'s state.`,
    saw: lockHolder,
    next: ({ tool }) =>
      "wait until it has ended, and run the same command again. If that run is dead, see what it has done with a new plan, " +
      `after \`${PROGRAMS[tool]} force-unlock ID\` in the environment's folder.`,
  },
  {
    code: "PLAN_FILE_INVALID",
    pattern: /Failed to load .* as a plan file|Plan read error|Failed to read the given file as a state or plan file/,
    what: () => "The tool cannot read the saved plan.",
    next: () => "make it again with `dagger call saved-plan --env NAME -o FILE`.",
  },
  {
    code: "PLAN_STALE",
    pattern: /Saved plan is stale|plan file can no longer be applied/,
    what: ({ environment }) => `The state of ${environment} has changed since this plan was made. Nothing was applied.`,
    next: () => "make the plan again, look at it, and apply that one.",
  },
  {
    code: "TERRAFORM_CRASHED",
    pattern:
      /plugin crashed!|Plugin did not respond|(?:TERRAFORM|OPENTOFU) CRASH|panic: |Failed to load plugin schemas|The plugin encountered an error, and failed to respond/i,
    what: ({ tool, step }) => `${PROGRAMS[tool]} ${step} crashed, or a provider did.`,
    next: () =>
      "run the same command again; if it crashes again, use another version of the provider in the named block, and report it to its makers.",
  },
  {
    code: "CREDENTIALS_REFUSED",
    pattern:
      /could not find default credentials|invalid authentication credentials|ACCESS_TOKEN_EXPIRED|ACCESS_TOKEN_TYPE_UNSUPPORTED|UNAUTHENTICATED|invalid_grant|token (?:has )?expired|oauth2(?:\/google)?: |Error 401|No credentials loaded/i,
    what: ({ environment, step }) => `Google Cloud did not accept the credentials for ${environment} during ${step}.`,
    next: ({ step }) =>
      step === "apply"
        ? "sign in again, make a new plan, which shows what is left to do, and apply that."
        : "give --access-token, --credentials or --id-token with credentials that are valid, and run the same command again.",
  },
];

/** What a failed run of the tool means, with the tool's own words as what was seen. */
export function failureOf(run: FailedRun): SlipwayError {
  const { tool, step, stdout, stderr } = run;
  const errors = [...diagnosticsIn(stdout), ...diagnosticsOfValidate(stdout)].filter(isError);
  const told = errors.map(diagnosticText).join("\n");
  const text = `${told}\n${stderr}`;
  const sort = SORTS.find(({ pattern }) => pattern.test(text));
  const saw = indented(shortened(told === "" ? plainText(stderr.trim() === "" ? stdout : stderr) : told));
  if (sort !== undefined) {
    return new SlipwayError(sort.code, { what: sort.what(run), saw: sort.saw?.(text) ?? saw, next: sort.next(run) });
  }
  return new SlipwayError("TERRAFORM_FAILED", {
    what: `${PROGRAMS[tool]} ${step} ended with exit code ${run.exitCode}.`,
    saw,
    next: "mend what it reports, and run the same command again.",
  });
}

export function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}

/** Who holds a lock, since when and for what, of the tool's `Lock Info`. */
function lockHolder(text: string): string | undefined {
  const field = (name: string) => new RegExp(`^\\s*${name}:\\s*(\\S.*?)\\s*$`, "m").exec(text)?.[1];
  const [who, created, operation, id] = ["Who", "Created", "Operation", "ID"].map(field);
  if (who === undefined) return undefined;
  const since = created === undefined ? "" : `, since ${created}`;
  const doing = operation === undefined ? "" : `, for ${operation.replace(/^OperationType/, "").toLowerCase()}`;
  return `${who}${since}${doing}${id === undefined ? "" : ` (ID ${id})`}`;
}

/** The frame that the tool draws around its messages says nothing. */
function plainText(text: string): string {
  return text
    .split("\n")
    .map((line) => line.replace(/^[\s│╷╵]+/, (frame) => (frame.includes("│") ? "" : frame.replaceAll(/[╷╵]/g, ""))))
    .filter((line) => line.trim() !== "")
    .join("\n");
}

/** Of a stack trace and the like, the beginning says what happened. */
function shortened(text: string): string {
  const lines = text.trim().split("\n");
  if (lines.length <= 24) return lines.join("\n") || "no output";
  return [...lines.slice(0, 20), `… ${lines.length - 20} more lines`].join("\n");
}

function indented(text: string): string {
  return text.replaceAll("\n", "\n    ");
}
