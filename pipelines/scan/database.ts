import { z } from "zod";
import { readJson } from "../json/index.js";
import type { Problem } from "./finding.js";

/** How old the vulnerability database is, or why that is not known. Only `fresh` may be relied on. */
export type DatabaseVerdict =
  | {
      readonly state: "fresh" | "stale";
      /** When its content was put together, ISO time. */
      readonly updatedAt: string;
      readonly ageSeconds: number;
      readonly maxAgeSeconds: number;
    }
  | { readonly state: "missing" | "broken"; readonly problem: Problem<"missing" | "broken"> };

/** Clocks of two machines differ by this much at most; a database from further in the future is not believed. */
const SKEW_SECONDS = 300;

const time = z.iso.datetime({ offset: true });

/** Source: pkg/metadata/metadata.go in github.com/aquasecurity/trivy-db. Go writes the year 1 for a time that was not set. */
const Metadata = z.object({ UpdatedAt: time.refine((text) => !text.startsWith("0001-")) });

/** Judges `db/metadata.json` of Trivy's cache; undefined or empty text means there is none. Exactly the age allowed is fresh. */
export function judgeDatabase(metadataJson: string | undefined, now: Date, maxAgeSeconds: number): DatabaseVerdict {
  if (metadataJson === undefined || metadataJson.trim() === "") {
    const what = "Trivy's vulnerability database is missing.";
    return refused("missing", what, "no db/metadata.json in its cache");
  }
  const what = "What Trivy's vulnerability database says of itself cannot be read.";
  const json = readJson(metadataJson);
  if (json.outcome !== "read") return refused("broken", what, `${json.saw} in db/metadata.json, not JSON`);
  const metadata = Metadata.safeParse(json.value);
  if (!metadata.success) return refused("broken", what, "no UpdatedAt with a time in db/metadata.json");
  const updated = new Date(metadata.data.UpdatedAt);
  const updatedAt = updated.toISOString();
  const ageSeconds = Math.ceil((now.getTime() - updated.getTime()) / 1000);
  if (ageSeconds < -SKEW_SECONDS) return refused("broken", what, `UpdatedAt ${updatedAt} is in the future`);
  const age = { updatedAt, ageSeconds: Math.max(0, ageSeconds), maxAgeSeconds };
  return { state: age.ageSeconds <= maxAgeSeconds ? "fresh" : "stale", ...age };
}

function refused(state: "missing" | "broken", what: string, saw: string): DatabaseVerdict {
  const next = "let Trivy download it (trivy image --download-db-only) or give a cache that holds one";
  return { state, problem: { reason: state, what, saw, next } };
}
