import { createHash } from "node:crypto";
import type { Directory } from "@dagger.io/dagger";
import { type Environment, environmentOf } from "../config/index.js";
import { SlipwayError } from "../errors/index.js";
import { hasBackend, type Manifest, readAllowances } from "../terraform/index.js";
import { History } from "./history.js";
import { Pins } from "./pins.js";
import { readSource } from "./source.js";
import { SourceTree } from "./source-tree.js";
import { readTerraformFiles } from "./terraform-files.js";
import { type Credentials, TerraformMachine } from "./terraform-machine.js";

/** What a call says of the infrastructure it is about. */
export interface InfrastructureCall extends Credentials {
  readonly source: Directory;
  readonly env: string;
  /** Empty: the one that slipway.yaml names, or the default one. */
  readonly workspace: string;
  readonly allow: readonly string[];
  readonly mirror?: Directory | undefined;
}

/** An environment whose infrastructure a call is about. */
export interface Site {
  readonly call: InfrastructureCall;
  readonly environment: Environment;
  readonly settings: NonNullable<Environment["terraform"]>;
  readonly workspace: string | undefined;
  readonly machine: TerraformMachine;
  readonly manifest: Omit<Manifest, "format">;
  readonly notes: readonly string[];
}

/** Everything that is known before the tool runs. */
export async function siteOf(call: InfrastructureCall): Promise<Site> {
  const { source, env } = call;
  readAllowances(call.allow);
  const [{ config }, pins] = await Promise.all([readSource(source), Pins.of(source)]);
  const environment = environmentOf(config, env);
  const { terraform: settings, preview } = environment;
  if (settings === undefined || !(await source.exists(settings.path))) {
    throw new SlipwayError("INFRASTRUCTURE_NONE", {
      what: `There is no Terraform for ${env}.`,
      saw: settings === undefined ? "no `terraform` in the environment" : `no folder ${settings.path}`,
      next: `name the folder of its root module in slipway.yaml: \`environments: { ${env}: { terraform: infra/environments/${env} } }\`.`,
    });
  }
  if (call.workspace !== "" && preview === undefined) {
    throw new SlipwayError("USAGE", {
      what: "--workspace is for previews: every other environment has the one that slipway.yaml names.",
      saw: `--workspace ${call.workspace}, and environment ${env} has no \`preview\``,
      next: "leave --workspace out.",
    });
  }
  const [files, commit] = await Promise.all([
    readTerraformFiles(source, settings.path),
    new History(source, pins).head(),
  ]);
  if (environment.target.kind !== "local" && !hasBackend(files.texts, settings.path)) {
    throw new SlipwayError("STATE_NOT_KEPT", {
      what: `The state of ${env} would be lost with the container that makes it.`,
      saw: `no backend in ${settings.path}`,
      next: 'add `terraform { backend "gcs" { bucket = "…", prefix = "…" } }` to it.',
    });
  }
  const workspace = call.workspace === "" ? settings.workspace : call.workspace;
  const tree = new SourceTree(source);
  const machine = new TerraformMachine({
    ...{ tree, environment, settings, workspace, files, pins },
    mirror: call.mirror,
    credentials: call,
  });
  const usesProviders = [...files.texts.values()].some((text) => text.includes("required_providers"));
  return {
    call,
    environment,
    settings,
    workspace,
    machine,
    manifest: {
      product: environment.product,
      environment: env,
      workspace,
      commit,
      configDigest: createHash("sha256").update(JSON.stringify(environment)).digest("hex"),
      filesDigest: files.digest,
      tool: machine.tool,
      version: machine.version,
      createdAt: new Date().toISOString(),
      allow: [...call.allow],
    },
    notes:
      usesProviders && !files.hasLockFile
        ? [
            `Providers are not pinned: there is no .terraform.lock.hcl in ${settings.path}. \`dagger call provider-lock --env ${env}\` makes it.`,
          ]
        : [],
  };
}
