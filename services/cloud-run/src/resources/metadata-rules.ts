import type { PlainMessage } from "../plain-message.js";
import { child } from "./fields.js";
import type { Violations } from "./violations.js";

/** Namespaces that the v2 API keeps to itself (Service.annotations in service.proto). */
const RESERVED = ["run.googleapis.com", "cloud.googleapis.com", "serving.knative.dev", "autoscaling.knative.dev"];

/** Labels and annotations: no reserved namespaces; labels as Google Cloud has them, 63 characters, 64 at most. */
export function checkMetadata(message: PlainMessage | undefined, path: string, violations: Violations): void {
  for (const field of ["labels", "annotations"]) {
    for (const key of Object.keys(child(message, field) ?? {})) {
      const namespace = key.includes("/") ? key.slice(0, key.indexOf("/")) : "";
      const isReserved = RESERVED.some((one) => namespace === one || namespace.endsWith(`.${one}`));
      violations.require(
        !isReserved,
        `${path}${field}`,
        `The ${field.slice(0, -1)} '${key}' is reserved: ${field} with the namespace '${namespace}' are not supported in the v2 API`,
      );
      violations.require(key !== "", `${path}${field}`, "Keys must not be empty");
    }
  }
  const labels = Object.entries(child(message, "labels") ?? {});
  violations.require(labels.length <= 64, `${path}labels`, "No more than 64 labels are allowed");
  for (const [key, value] of labels) {
    violations.require(
      key.length <= 63 && typeof value === "string" && /^[\p{Ll}\p{Lo}\p{N}_-]{0,63}$/u.test(value),
      `${path}labels`,
      `The label '${key}' has a key or a value that is not allowed: lowercase letters, digits, '_' and '-', 63 characters at most`,
    );
  }
}
