import { type FieldViolation, StatusError } from "../status.js";

/** Collects what is wrong with a request, under paths such as `template.containers[0].image`. */
export class Violations {
  readonly found: FieldViolation[] = [];

  add(field: string, description: string): void {
    this.found.push({ field, description });
  }

  /** Adds one where the condition does not hold. */
  require(holds: boolean, field: string, description: string): void {
    if (!holds) {
      this.add(field, description);
    }
  }

  /** Throws INVALID_ARGUMENT with every violation at once, where there are any. */
  throwAny(request: string): void {
    if (this.found.length > 0) {
      const lines = this.found.map((one) => `Violation in ${request}.${one.field}: ${one.description}`);
      throw new StatusError("INVALID_ARGUMENT", lines.join("\n"), this.found);
    }
  }
}
