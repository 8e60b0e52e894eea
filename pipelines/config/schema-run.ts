import { z } from "zod";
import {
  cpu,
  days,
  flag,
  form,
  innerPath,
  memory,
  oneOf,
  seconds,
  secretName,
  text,
  timeOfDay,
  urlPath,
  variable,
  whole,
} from "./fields.js";

/** How an instance of a service is made: its share of a machine. */
export const Resources = z.strictObject({
  cpu: cpu.prefault(1).describe("CPUs of one instance: 0.08 to 1, or a whole number. Default: 1."),
  memory: memory.prefault("512Mi").describe("Memory of one instance, in MiB or GiB. Default: 512Mi."),
  gpu: z
    .strictObject({
      type: oneOf("nvidia-l4", "nvidia-rtx-pro-6000").describe("Kind of GPU."),
      count: whole(1, 1).prefault(1).describe("GPUs of one instance; Cloud Run gives one. Default: 1."),
      zonalRedundancy: flag
        .prefault(false)
        .describe("Whether capacity is held in a second zone, at a higher price. Default: false."),
    })
    .optional()
    .describe("A GPU for each instance. Needs CPU, memory and cpuIdle: false to match. Default: none."),
  startupBoost: flag.prefault(true).describe("More CPU while an instance starts. Default: true."),
  cpuIdle: flag
    .prefault(true)
    .describe(
      "Whether the CPU is taken away between requests; false keeps it on and bills by instance. Default: true.",
    ),
});

const instances = whole(0, 1000);

/** Some hours of some days, in the environment's time zone. */
export const Window = z.strictObject({
  days: days.prefault("mon-sun").describe("Days: mon-fri, or a list such as [mon, wed-fri]. Default: mon-sun."),
  from: timeOfDay.describe('First minute, "HH:MM" in the time zone set by `timezone`.'),
  to: timeOfDay.describe('First minute after it, "HH:MM", up to "24:00".'),
});

/** How many instances there are. */
export const Scaling = z.strictObject({
  min: instances.prefault(0).describe("Instances kept ready. Default: 0."),
  max: instances
    .min(1, { error: "a whole number from 1 to 1000" })
    .prefault(10)
    .describe("Most instances. Default: 10."),
  concurrency: whole(1, 1000).prefault(80).describe("Requests that one instance takes at once. Default: 80."),
  schedule: z
    .array(
      Window.extend({
        min: instances.describe("Instances kept ready in these hours."),
        max: instances.optional().describe("Most instances in these hours. Default: the usual max."),
      }),
    )
    .optional()
    .describe("Hours in which other limits hold, the first that matches; outside them min and max. Default: none."),
});

function probe(longest: string) {
  return z.strictObject({
    get: urlPath.optional().describe("Path to request; 200 to 399 is healthy. Default: the port is opened instead."),
    after: seconds("0s", longest).prefault("0s").describe("Time before the first probe, in seconds. Default: 0s."),
    every: seconds("1s", longest).prefault("10s").describe("Time between probes, in seconds. Default: 10s."),
    timeout: seconds("1s", longest).prefault("1s").describe("Time for an answer, in seconds. Default: 1s."),
    failures: whole(1, 1000).prefault(3).describe("Failures in a row that count. Default: 3."),
  });
}

/** How Cloud Run finds out whether an instance is up. Limits: Probe in google.cloud.run.v2. */
export const Probes = z.strictObject({
  startup: probe("240s").optional().describe("An instance gets requests once this passes. Default: its port is open."),
  liveness: probe("3600s").optional().describe("An instance that fails this is replaced. Default: none."),
});

const member = form(/^[a-z][a-z0-9-]*$/, "a name of lower-case letters, digits and hyphens");

/** The way from the service into a private network. */
export const Vpc = z.strictObject({
  connector: text.optional().describe("Serverless VPC Access connector. Default: network and subnet."),
  network: member.optional().describe("VPC network for direct egress. Default: the subnet's."),
  subnet: member.optional().describe("Subnet for direct egress. Default: the one named like the network."),
  tags: z.array(member).optional().describe("Network tags, for firewall rules. Default: none."),
  egress: oneOf("private-ranges-only", "all-traffic")
    .prefault("private-ranges-only")
    .describe("Traffic that goes this way. Default: private-ranges-only."),
});

/** A secret by name. Its value is never in the configuration. */
export const SecretRef = z
  .union(
    [
      secretName,
      z.strictObject({
        secret: secretName.describe("Name in Secret Manager."),
        version: z
          .union([whole(1, 1_000_000), z.literal("latest")], { error: "a version number or latest" })
          .prefault("latest")
          .describe("Version of the secret. Default: latest."),
      }),
    ],
    { error: "the name of a secret in Secret Manager, or { secret: NAME, version: NUMBER }" },
  )
  .transform((ref) => (typeof ref === "string" ? { secret: ref, version: "latest" as const } : ref));

/** What a service needs beside it locally and in tests; in Google Cloud the same variable comes from `secrets` or `env`. */
export const Uses = z.strictObject({
  postgres: z
    .strictObject({
      version: whole(12, 18).prefault(17).describe("Major version of PostgreSQL. Default: 17."),
      env: variable.prefault("DATABASE_URL").describe("Variable that receives its URL. Default: DATABASE_URL."),
    })
    .optional()
    .describe("A PostgreSQL database. Default: none."),
  redis: z
    .strictObject({
      version: whole(5, 8).prefault(7).describe("Major version of Redis. Default: 7."),
      env: variable.prefault("REDIS_URL").describe("Variable that receives its URL. Default: REDIS_URL."),
    })
    .optional()
    .describe("A Redis. Default: none."),
  browser: z
    .strictObject({
      env: variable
        .prefault("BROWSER_URL")
        .describe("Variable that receives the URL of its DevTools protocol. Default: BROWSER_URL."),
    })
    .optional()
    .describe("A headless Chromium, for tests alone. Default: none."),
});

/** How the image is built where the preset for the service's language does not do. */
export const ImageBuild = z.strictObject({
  base: form(
    /^[a-z0-9][a-z0-9.-]*(?::\d+)?(?:\/[a-z0-9._-]+)*(?::[\w][\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/,
    "the name of an image, such as node:22-bookworm-slim",
  )
    .optional()
    .describe("Image that the preset builds on, and ships. Default: the preset's."),
  dockerfile: innerPath
    .optional()
    .describe("Dockerfile, relative to the service's path. Default: the one there, else the preset's."),
  context: innerPath.optional().describe("Folder that the build sees, relative to the repository. Default: the path."),
  stage: text.optional().describe("Stage of the Dockerfile to build. Default: the last."),
  args: z
    .record(text, z.string({ error: "text (numbers in quotes)" }))
    .optional()
    .describe("Build arguments. Default: none."),
});
