import { z } from "zod";
import { flag, form, innerPath, name, oneOf, region, seconds, secretName, text } from "./fields.js";
import { Freeze } from "./schema-release.js";
import { Window } from "./schema-run.js";
import { account } from "./schema-service.js";
import { EnvironmentTerraform } from "./schema-terraform.js";

const globs = z.union([text, z.array(text).min(1)], { error: "a name such as main, or a list of them" });

const host = form(/^https:\/\/[^\s@]+$/, "a URL that starts with https:// and holds no credentials");

const Gitops = z.strictObject({
  repository: host.describe("Repository that describes the cluster."),
  branch: text.prefault("main").describe("Branch the new version is committed to. Default: main."),
  path: innerPath.describe("Folder in it that holds this environment."),
  token: secretName.describe("Secret that holds the token to push with."),
  argocd: z
    .strictObject({
      server: host.describe("URL of Argo CD."),
      application: text.describe("Application to wait for."),
      token: secretName.describe("Secret that holds the token to read with."),
    })
    .describe("Where the cluster reports its health."),
  wait: seconds("1s", "24h").prefault("15m").describe("Longest wait until it is healthy. Default: 15m."),
});

/** What belongs to one environment alone; it may also override what `environmentOverrides` names. */
export const EnvironmentSettings = z.strictObject({
  target: oneOf("google", "local", "gitops").prefault("google").describe("What it runs on. Default: google."),
  project: form(/^[a-z](?:[a-z0-9.:-]{4,61}[a-z0-9])$/, "the id of a Google Cloud project")
    .optional()
    .describe("Google Cloud project. Default: none, and one is needed where a service runs on Cloud Run."),
  regions: z
    .array(
      z.union([region, z.array(region).min(1)], { error: "a region, or a list of regions that are released together" }),
    )
    .min(1)
    .optional()
    .describe(
      "Regions in the order of release; a list within it is one wave. Default: none, and one is needed where a service runs on Cloud Run.",
    ),
  gitops: Gitops.optional().describe(
    "Repository that a cluster follows. Default: none, and one is needed where the target is gitops.",
  ),
  identity: z
    .strictObject({
      provider: form(
        /^projects\/\d+\/locations\/global\/workloadIdentityPools\/[a-z0-9-]+\/providers\/[a-z0-9-]+$/,
        "projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/PROVIDER",
      ).describe("Workload Identity Federation provider."),
      serviceAccount: account.describe("Service account that releases run as."),
    })
    .optional()
    .describe("How a CI run signs in, without a key. Default: the credentials given on the command line."),
  terraform: EnvironmentTerraform.optional().describe(
    "Terraform folder, or { path, workspace, varFiles, allow }. Default: none.",
  ),
  branch: globs.optional().describe("Branches that may be released here, * for any part. Default: all."),
  tag: globs.optional().describe("Git tags that may be released here, * for any part. Default: all."),
  approval: oneOf("none", "required").prefault("none").describe("Whether a person must agree first. Default: none."),
  promoteFrom: name.optional().describe("Environment that must have released the same images before. Default: none."),
  seed: flag.prefault(false).describe("Whether the services' seed commands run here. Default: false."),
  preview: z
    .strictObject({
      ttl: seconds("1h", "90d").prefault("3d").describe("Age at which a preview is removed. Default: 3d."),
    })
    .optional()
    .describe("One copy for each pull request, removed with it. Default: a lasting environment."),
});

const zoneNames = /^(?:UTC|[A-Za-z]+(?:\/[A-Za-z0-9_+-]+)+)$/;

/** Settings of all environments that each may also set for itself. */
export const schedule = {
  timezone: form(zoneNames, "a time zone such as Africa/Johannesburg or UTC")
    .prefault("UTC")
    .describe("Time zone of all hours and days here. Default: UTC."),
  windows: z.array(Window).optional().describe("Hours in which releases may start. Default: always."),
  freezes: z.array(Freeze).optional().describe("Days on which nothing is released. Default: none."),
};
