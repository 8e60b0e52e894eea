import { z } from "zod";
import { readJson } from "../json/index.js";

/** Names inside a saved plan. */
export const MANIFEST = "manifest.json";

const FORMAT = 1;

/** What a saved plan was made from. It is beside the tool's own plan file, in one archive. */
export const Manifest = z.strictObject({
  format: z.literal(FORMAT),
  product: z.string(),
  environment: z.string(),
  workspace: z.string().optional(),
  /** Empty where there is no git history. */
  commit: z.string(),
  /** Of slipway.yaml, as it applies in the environment. */
  configDigest: z.string(),
  /** Of the environment's Terraform files and its modules'. */
  filesDigest: z.string(),
  tool: z.enum(["opentofu", "terraform"]),
  version: z.string(),
  /** ISO 8601, UTC. */
  createdAt: z.string(),
  /** What --allow named when it was made. */
  allow: z.array(z.string()),
});

export type Manifest = z.output<typeof Manifest>;

/** A new manifest in its present format. */
export function manifestText(manifest: Omit<Manifest, "format">): string {
  return `${JSON.stringify({ format: FORMAT, ...manifest }, null, 2)}\n`;
}

/** A manifest, or what is wrong with it. */
export function readManifest(
  text: string,
): { readonly ok: true; readonly manifest: Manifest } | { readonly ok: false; readonly saw: string } {
  const json = readJson(text);
  if (json.outcome !== "read")
    return { ok: false, saw: `${MANIFEST} ${json.outcome === "cut-off" ? "is cut off" : "is not JSON"}` };
  const read = Manifest.safeParse(json.value);
  if (read.success) return { ok: true, manifest: read.data };
  const [issue] = read.error.issues;
  return { ok: false, saw: `${MANIFEST}: ${issue?.path.join(".") || "the whole"}: ${issue?.message}` };
}

const TOLD = {
  product: "another product",
  environment: "another environment",
  workspace: "another workspace",
  commit: "another commit",
  configDigest: "another slipway.yaml",
  filesDigest: "other Terraform files",
  tool: "another tool",
  version: "another version of the tool",
} as const;

/** Everything that speaks against applying a saved plan here and now, each in a few words; empty if nothing does. */
export function refusals(
  manifest: Manifest,
  here: Pick<Manifest, keyof typeof TOLD>,
  { now, maxAgeSeconds }: { readonly now: Date; readonly maxAgeSeconds: number },
): string[] {
  const other = (Object.keys(TOLD) as (keyof typeof TOLD)[])
    .filter((key) => manifest[key] !== here[key])
    .map((key) => `it was made from ${TOLD[key]}: ${short(manifest[key])}, and this is ${short(here[key])}`);
  const ageSeconds = Math.floor((now.getTime() - Date.parse(manifest.createdAt)) / 1000);
  // Clocks differ a little between machines; one that is an hour off cannot tell a plan's age.
  const isOld = !(ageSeconds <= maxAgeSeconds && ageSeconds >= -3600);
  const age = `it was made at ${manifest.createdAt}, ${ageText(ageSeconds)}, and the limit is ${ageText(maxAgeSeconds)}`;
  return isOld ? [...other, age] : other;
}

function short(value: string | undefined): string {
  if (value === undefined || value === "") return "none";
  return /^[0-9a-f]{40,}$/.test(value) ? value.slice(0, 12) : value;
}

function ageText(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
