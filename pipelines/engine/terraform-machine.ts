import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { type Container, type Directory, dag, type File, ReturnType, type Secret } from "@dagger.io/dagger";
import type { Environment } from "../config/index.js";
import { SlipwayError } from "../errors/index.js";
import {
  failureOf,
  fetchCommand,
  formatCommand,
  initCommand,
  lockCommand,
  PLAN_FILE,
  showCommand,
  type Tool,
  validateCommand,
  workspaceCommand,
} from "../terraform/index.js";
import { withExported } from "./exported.js";
import type { Pins } from "./pins.js";
import type { SourceTree } from "./source-tree.js";
import { runInSpan } from "./span.js";
import type { TerraformFiles } from "./terraform-files.js";
import { AND_LOOK, JOURNAL, type Journal, readJournal, STATE } from "./terraform-journal.js";
import { terraformImage } from "./tools.js";

const SOURCE = "/source";
const MIRROR = "/run/slipway/mirror";
const SETTINGS = "/run/slipway/terraformrc";
const SECRETS = "/run/secrets";
const PLAN_JSON = "/run/slipway/plan.json";

/** How a call signs in to Google Cloud: with at most one of these. */
export interface Credentials {
  /** OAuth 2.0 access token, good for an hour or less. */
  readonly accessToken?: Secret | undefined;
  /** Credentials file as `gcloud` and google-github-actions/auth write them. */
  readonly credentials?: Secret | undefined;
  /** Token of the CI system, exchanged by Workload Identity Federation as slipway.yaml's `identity` says. */
  readonly idToken?: Secret | undefined;
}

/** What one run of Terraform or OpenTofu works on. */
export interface TerraformWork {
  readonly tree: SourceTree;
  readonly environment: Environment;
  readonly settings: NonNullable<Environment["terraform"]>;
  readonly workspace: string | undefined;
  readonly files: TerraformFiles;
  /** Folder of providers, laid out as a file system mirror. */
  readonly mirror?: Directory | undefined;
  readonly credentials: Credentials;
  readonly pins: Pins;
}

/** One step that ended as it may. */
export interface Ran {
  readonly container: Container;
  readonly exitCode: number;
  readonly stdout: string;
}

/** Terraform or OpenTofu in a container, with an environment's files, providers, state and credentials. */
export class TerraformMachine {
  readonly #work: TerraformWork;
  readonly tool: Tool;
  readonly version: string;

  constructor(work: TerraformWork) {
    this.#work = work;
    this.tool = work.settings.tool;
    this.version = terraformImage(work.settings.tool, work.settings.version).version;
  }

  /** Where a preview's or an environment's state is, and what is known of its last apply. */
  get stateVolume() {
    const { environment, settings, workspace = "default" } = this.#work;
    const key = [environment.product, environment.name, settings.path.replaceAll("/", "-"), workspace].join("_");
    return dag.cacheVolume(`slipway-terraform_${key}`);
  }

  /** Where providers come from: a folder, a network mirror's URL, or, undefined, their registry. */
  get #mirror(): Directory | string | undefined {
    const { settings, mirror, tree } = this.#work;
    if (mirror !== undefined || settings.mirror === undefined) return mirror;
    return "url" in settings.mirror ? settings.mirror.url : tree.directory.directory(settings.mirror.folder);
  }

  get #program(): Container {
    const { settings, pins } = this.#work;
    const mirror = this.#mirror;
    const program = dag
      .container()
      .from(pins.reference(terraformImage(settings.tool, settings.version).image))
      .withDirectory("/run/slipway", dag.directory())
      .withEnvVariable("TF_IN_AUTOMATION", "1")
      .withEnvVariable("CHECKPOINT_DISABLE", "1");
    if (mirror === undefined) return program;
    const isUrl = typeof mirror === "string";
    const place = isUrl
      ? (["network_mirror", "url", mirror] as const)
      : (["filesystem_mirror", "path", MIRROR] as const);
    return (isUrl ? program : program.withMountedDirectory(MIRROR, mirror))
      .withNewFile(SETTINGS, mirrorSettings(place))
      .withEnvVariable("TF_CLI_CONFIG_FILE", SETTINGS);
  }

  /** Everything that depends on the files alone: they are formatted, their providers are fetched, and they are valid. */
  async prepared(): Promise<Container> {
    const { files } = this.#work;
    let container = await this.#files();
    const fromHere = files.folders.map((folder) => relative(this.#work.settings.path, folder) || ".");
    container = await this.#cached(container, "fmt", formatCommand(this.tool, fromHere));
    container = await this.#cached(container, "init", fetchCommand(this.tool, { lockFile: files.hasLockFile }));
    return this.#cached(container, "validate", validateCommand(this.tool));
  }

  /** The program in the root module's folder, with the files of all its modules and nothing else. */
  async #files(): Promise<Container> {
    const { tree, settings, files } = this.#work;
    const only = await tree.matching(
      files.folders.map((folder) => (folder === "." ? "*" : `${folder}/*`)),
      ["**/.terraform"],
    );
    return this.#program.withDirectory(SOURCE, only).withWorkdir(join(SOURCE, settings.path));
  }

  /** The lock file that the root module's providers have now. What they are is asked anew each time. */
  async locked(platforms: readonly string[]): Promise<File> {
    const container = (await this.#files()).withEnvVariable("SLIPWAY_RUN", randomUUID());
    const mirror = typeof this.#mirror === "object" ? MIRROR : undefined;
    const ended = await this.step(container, "providers lock", lockCommand(this.tool, { platforms, mirror }));
    return ended.container.file(LOCK);
  }

  /** Ready to plan or apply: with state, credentials and, where one is given, the lock file of a saved plan. */
  async ready(
    prepared: Container,
    lockFile?: File,
  ): Promise<{ readonly container: Container; readonly journal: Journal }> {
    const { environment, settings, workspace, tree, files } = this.#work;
    const folder = join(SOURCE, settings.path);
    let container = this.#program
      .withDirectory(SOURCE, tree.directory)
      .withMountedCache(STATE, this.stateVolume)
      .withWorkdir(folder)
      // Nothing from here on may be remembered: it reads or changes the world.
      .withEnvVariable("SLIPWAY_RUN", randomUUID());
    const made = prepared.directory(folder);
    const fetched = (await made.glob(".terraform/**")).length > 0;
    if (fetched) container = container.withDirectory(`${folder}/.terraform`, made.directory(".terraform"));
    const lock = lockFile ?? ((await made.glob(LOCK)).length > 0 ? made.file(LOCK) : undefined);
    if (lock !== undefined) container = container.withFile(`${folder}/${LOCK}`, lock);
    if (environment.target.kind === "local")
      container = container.withNewFile(`${folder}/slipway_override.tf`, LOCAL_STATE);
    container = this.#signedIn(container);
    const has = { lockFile: files.hasLockFile || lock !== undefined };
    const command = ["sh", "-c", AND_LOOK, "sh", ...initCommand(this.tool, has)];
    container = (await this.step(container, "init", command)).container;
    const journal = readJournal(await container.file(JOURNAL).contents());
    if (workspace === undefined) return { container, journal };
    const selected = await this.step(container, "workspace select", workspaceCommand(this.tool, workspace));
    return { container: selected.container, journal };
  }

  /** The lock file of providers that a run uses; nothing where it uses none. */
  async lockFileOf(container: Container): Promise<File | undefined> {
    const folder = container.directory(".");
    return (await folder.glob(LOCK)).length > 0 ? folder.file(LOCK) : undefined;
  }

  /** One run of the tool, or the error that it means. */
  async step(
    container: Container,
    name: string,
    command: readonly string[],
    allowed: readonly number[] = [0],
  ): Promise<Ran> {
    const { exitCode, stdout, stderr, ended } = await this.tried(container, name, command);
    if (!allowed.includes(exitCode)) throw this.failure(name, { exitCode, stdout, stderr });
    return { container: ended, exitCode, stdout };
  }

  /** One run of the tool, however it ends. */
  async tried(container: Container, name: string, command: readonly string[]) {
    return runInSpan(`terraform: ${name}`, async () => {
      const ended = container.withExec([...command], { expect: ReturnType.Any });
      const [exitCode, stdout, stderr] = await Promise.all([ended.exitCode(), ended.stdout(), ended.stderr()]);
      return { exitCode, stdout, stderr, ended };
    });
  }

  failure(
    step: string,
    run: { readonly exitCode: number; readonly stdout: string; readonly stderr: string },
  ): SlipwayError {
    return failureOf({ ...run, tool: this.tool, step, environment: this.#work.environment.name });
  }

  /** Makes a plan, and tells it as JSON. */
  async planned(
    container: Container,
    command: readonly string[],
  ): Promise<{ readonly container: Container; readonly json: string }> {
    const both = ["sh", "-c", AND_SHOW, "sh", ...command];
    const made = await this.step(container, "plan", both, [0, 2]);
    return { container: made.container, json: await textOf(made.container.file(PLAN_JSON)) };
  }

  /** The plan that is in a container, as JSON. */
  async shown(container: Container): Promise<string> {
    const ended = await this.step(container, "show", ["sh", "-c", SHOW, "sh", ...showCommand(this.tool)]);
    return textOf(ended.container.file(PLAN_JSON));
  }

  /** A step that is remembered by what it reads. Only its success is, so that a registry that was down is asked again. */
  async #cached(container: Container, step: string, command: readonly string[]): Promise<Container> {
    return runInSpan(`terraform: ${step}`, async () => {
      try {
        return await container.withExec([...command]).sync();
      } catch (error) {
        const {
          exitCode,
          stdout = "",
          stderr = "",
        } = error as Partial<Record<"stdout" | "stderr", string>> & { exitCode?: number };
        if (exitCode === undefined) throw error;
        if (step === "fmt" && exitCode === 3)
          throw unformatted(
            this.tool,
            stdout
              .trim()
              .split("\n")
              .map((file) => join(this.#work.settings.path, file)),
          );
        throw this.failure(step, { exitCode, stdout, stderr });
      }
    });
  }

  #signedIn(container: Container): Container {
    const { credentials, environment } = this.#work;
    const { accessToken, credentials: file, idToken } = credentials;
    if (accessToken !== undefined) return container.withSecretVariable("GOOGLE_OAUTH_ACCESS_TOKEN", accessToken);
    const path = `${SECRETS}/google-credentials.json`;
    if (file !== undefined) {
      return container.withMountedSecret(path, file).withEnvVariable("GOOGLE_APPLICATION_CREDENTIALS", path);
    }
    if (idToken === undefined) return container;
    const { identity } = environment;
    if (identity === undefined) {
      throw new SlipwayError("CREDENTIALS_REFUSED", {
        what: "--id-token needs to know which identity it is exchanged for.",
        saw: `no \`identity\` in environment ${environment.name}`,
        next: "add `identity: { provider: …, serviceAccount: … }` to the environment, or give --access-token or --credentials.",
      });
    }
    const token = `${SECRETS}/id-token`;
    return container
      .withMountedSecret(token, idToken)
      .withNewFile(IDENTITY, externalAccount(identity, token))
      .withEnvVariable("GOOGLE_APPLICATION_CREDENTIALS", IDENTITY);
  }
}

/** Tells a plan where one was made: exit code 0 where nothing changes, 2 where something does. */
const AND_SHOW = `
"$@"
code=$?
if [ $code -ne 0 ] && [ $code -ne 2 ]; then exit $code; fi
"$1" show -json ${PLAN_FILE} >${PLAN_JSON} || exit 1
exit $code
`;

const SHOW = `"$@" >${PLAN_JSON}`;

/** The tool's settings that make one mirror the only source of providers. */
function mirrorSettings([kind, attribute, value]: readonly [kind: string, attribute: string, value: string]): string {
  return `provider_installation {\n  ${kind} {\n    ${attribute} = ${JSON.stringify(value)}\n  }\n}\n`;
}

/** A file's text. A plan may be large, so it does not pass through the API. */
function textOf(file: File): Promise<string> {
  return withExported(file, (path) => readFile(path, "utf8"));
}

const LOCK = ".terraform.lock.hcl";
const IDENTITY = "/run/slipway/identity.json";

const LOCAL_STATE = `terraform {
  backend "local" {
    path          = "${STATE}/terraform.tfstate"
    workspace_dir = "${STATE}/workspaces"
  }
}
`;

/** What Google's libraries read to exchange a token. It holds no secret. https://google.aip.dev/auth/4117 */
function externalAccount(identity: NonNullable<Environment["identity"]>, file: string): string {
  const account = `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${identity.serviceAccount}:generateAccessToken`;
  return JSON.stringify({
    type: "external_account",
    audience: `//iam.googleapis.com/${identity.provider}`,
    subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    token_url: "https://sts.googleapis.com/v1/token",
    service_account_impersonation_url: account,
    credential_source: { file },
  });
}

function unformatted(tool: Tool, files: readonly string[]): SlipwayError {
  return new SlipwayError("TERRAFORM_FAILED", {
    what: "Some Terraform files are not formatted.",
    saw: files.slice(0, 20).join(", "),
    next: `run \`${formatCommand(tool, []).slice(0, 2).join(" ")} -recursive\` in their folders, and commit what it changes.`,
  });
}
