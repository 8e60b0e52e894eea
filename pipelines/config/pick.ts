import { SlipwayError } from "../errors/index.js";
import type { Service } from "./access.js";
import { nearest } from "./nearest.js";

/** The services with these names, in the file's order; all where none is named. `SERVICE_UNKNOWN`. */
export function pickServices(services: Readonly<Record<string, Service>>, names: readonly string[]): Service[] {
  const known = Object.keys(services);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const meant = nearest(unknown, known);
    throw new SlipwayError("SERVICE_UNKNOWN", {
      what: "There is no such service in slipway.yaml.",
      saw: JSON.stringify(unknown),
      next: `use one of ${known.join(", ")}${meant === undefined ? "" : `; did you mean \`${meant}\`?`}`,
    });
  }
  return Object.values(services).filter(({ name }) => names.length === 0 || names.includes(name));
}
