import { type CodeName, StatusError } from "../status.js";

/** A container that cannot be started at all. Its reason is that of the revision's condition, as Cloud Run names it. */
export class StartFailure extends StatusError {
  readonly reason: string;

  constructor(code: CodeName, reason: string, message: string) {
    super(code, message);
    this.reason = reason;
  }
}

/** Google's wording: google-github-actions/deploy-cloudrun#465. */
export function imageNotFound(image: string): StartFailure {
  return new StartFailure("NOT_FOUND", "CONTAINER_MISSING", `Image '${image}' not found.`);
}

/** The image is there, and what it is to run is not, or may not be run. */
export function commandNotStarted(command: string, cause: string): StartFailure {
  return new StartFailure(
    "FAILED_PRECONDITION",
    "HEALTH_CHECK_CONTAINER_ERROR",
    `Application failed to start: "${command}": ${cause}`,
  );
}
