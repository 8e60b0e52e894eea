import { createHash } from "node:crypto";

/**
 * A fingerprint of what makes a finding itself. What was matched goes in without its white space, so that moving or
 * indenting lines changes nothing; it does not come out again. Trivy writes a secret as stars: another secret of the same
 * length in the same place is the same to it.
 */
export function identityOf(...parts: readonly (string | null | undefined)[]): string {
  const plain = parts.map((part) => (part ?? "").replaceAll(/\s+/g, ""));
  return createHash("sha256").update(JSON.stringify(plain)).digest("hex").slice(0, 32);
}
