/**
 * Slipway takes a commit to production on Cloud Run.
 *
 * Start with `dagger call deploy --env local`: it needs no cloud account.
 */
import {
  argument,
  type Container,
  check,
  type Directory,
  type File,
  func,
  object,
  type Secret,
} from "@dagger.io/dagger";

/** The form of a result. */
export enum OutputFormat {
  /** For people. */
  Text = "text",
  /** For programs. */
  Json = "json",
  /** Markdown, for GitHub's step summary. */
  Summary = "summary",
}

@object()
export class Slipway {
  private readonly source: Directory;

  constructor(
    /** The repository to release, with a slipway.yaml at its top. From another repository: `--source .` */
    @argument({
      defaultPath: "/",
      // Of .git only what tells commits apart: the rest changes with every look at it, or may hold credentials.
      ignore: [
        ".git/config",
        ".git/index",
        ".git/logs",
        ".git/hooks",
        ".git/lfs",
        ".git/modules",
        ".git/worktrees",
        ".git/*_HEAD",
        ".git/*_MSG",
        ".git/**/*.lock",
        "**/node_modules",
        "**/dist",
        "**/.next",
        "**/.venv",
        "**/coverage",
        "**/.terraform",
        "pipelines/sdk",
      ],
    })
    source: Directory,
  ) {
    this.source = source;
  }

  /**
   * Shows the configuration that applies in an environment, with defaults and overrides worked in, and where each value
   * comes from: its line in slipway.yaml, or a default. As text it is itself a slipway.yaml.
   *
   * @param env Name of the environment in slipway.yaml.
   * @param format TEXT, JSON with `values` and `from` (where each comes from, by path), or SUMMARY (the text as Markdown).
   */
  @func()
  async config(env: string, format: OutputFormat = OutputFormat.Text): Promise<string> {
    const { config } = await import("../engine/config.js");
    return config(this.source, env, format);
  }

  /**
   * Runs the services' lint commands, each in the service's own image, and returns what was found. Fails, with exit code 1,
   * if one of them does. What has passed before on the same files is not run again.
   *
   * @param services Names in slipway.yaml. Default: all.
   * @param since Branch, tag or commit: only services that changed since HEAD parted from it. Default: all.
   * @param format TEXT, JSON or SUMMARY (Markdown, for GitHub's step summary).
   */
  @func()
  @check()
  async lint(services: string[] = [], since = "", format: OutputFormat = OutputFormat.Text): Promise<string> {
    const { checks } = await import("../engine/checks.js");
    return checks(this.source, { stages: ["lint"], services, since }, format);
  }

  /**
   * Runs the services' tests, with the databases and the browser that they use beside them, reads their JUnit report and
   * their coverage, and returns what was found. Fails, with exit code 1, if a test did, if a report is missing or if
   * coverage is below the minimum. What has passed before on the same files is not run again.
   *
   * @param services Names in slipway.yaml. Default: all.
   * @param since Branch, tag or commit: only services that changed since HEAD parted from it. Default: all.
   * @param format TEXT, JSON or SUMMARY (Markdown, for GitHub's step summary).
   */
  @func()
  @check()
  async test(services: string[] = [], since = "", format: OutputFormat = OutputFormat.Text): Promise<string> {
    const { checks } = await import("../engine/checks.js");
    return checks(this.source, { stages: ["test"], services, since }, format);
  }

  /**
   * Builds one service's image and returns it as a container, labelled with the commit that it is of:
   * `build --service web up --ports 8080:8080` runs it, `build --service web publish --address ...` pushes it.
   *
   * @param service Name in slipway.yaml.
   */
  // A container is remembered by how it was made, and a part of that is this very call's file system.
  @func({ cache: "session" })
  async build(service: string): Promise<Container> {
    const { build } = await import("../engine/checks.js");
    return (await build(this.source, service)).container;
  }

  /**
   * Builds one service's image and returns it as an OCI archive, the very bytes that `images` tells the digest of: the same
   * source gives the same bytes, whenever and wherever it is built. `docker load` and `skopeo copy oci-archive:` read it.
   *
   * @param service Name in slipway.yaml.
   */
  @func({ cache: "session" })
  async archive(service: string): Promise<File> {
    const { build } = await import("../engine/checks.js");
    return (await build(this.source, service)).archive;
  }

  /**
   * Builds the images of several services, or of all, and returns their digests. Fails, with exit code 1, if one cannot be
   * built. The same source gives the same digest.
   *
   * @param services Names in slipway.yaml. Default: all.
   * @param since Branch, tag or commit: only services that changed since HEAD parted from it. Default: all.
   * @param format TEXT, JSON or SUMMARY (Markdown, for GitHub's step summary).
   */
  @func()
  @check()
  async images(services: string[] = [], since = "", format: OutputFormat = OutputFormat.Text): Promise<string> {
    const { checks } = await import("../engine/checks.js");
    return checks(this.source, { stages: ["build"], services, since }, format);
  }

  /**
   * Scans images for known vulnerabilities and licenses, and source, Dockerfiles and Terraform for secrets and
   * misconfigurations, and holds what it finds against the limits in slipway.yaml. Fails, with exit code 1, if they are
   * exceeded, if an ignore has ended or if the vulnerability database is too old. A result holds for ten minutes.
   *
   * @param services Names in slipway.yaml. Default: all, and what belongs to none.
   * @param since Branch, tag or commit: only services that changed since HEAD parted from it. With `scan.onlyNew`, only
   * findings count that are not in that commit.
   * @param format TEXT, JSON or SUMMARY (Markdown, for GitHub's step summary).
   * @param database Vulnerability database: a .tar.gz of trivy.db and metadata.json. Default: the configuration's, which
   * is downloaded unless it says otherwise.
   */
  @func({ cache: "10m" })
  @check()
  async scan(
    services: string[] = [],
    since = "",
    format: OutputFormat = OutputFormat.Text,
    database?: File,
  ): Promise<string> {
    const { checks } = await import("../engine/checks.js");
    return checks(this.source, { stages: ["scan"], services, since, database }, format);
  }

  /**
   * Runs lint, test, build and scan, all at once, and returns what was found, all of it. Fails, with exit code 1, if one
   * of them does. A result holds for ten minutes.
   *
   * @param services Names in slipway.yaml. Default: all.
   * @param since Branch, tag or commit: only services that changed since HEAD parted from it. Default: all.
   * @param format TEXT, JSON or SUMMARY (Markdown, for GitHub's step summary).
   * @param database Vulnerability database: a .tar.gz of trivy.db and metadata.json. Default: the configuration's.
   */
  @func({ cache: "10m" })
  async check(
    services: string[] = [],
    since = "",
    format: OutputFormat = OutputFormat.Text,
    database?: File,
  ): Promise<string> {
    const { checks } = await import("../engine/checks.js");
    return checks(this.source, { stages: ["lint", "test", "build", "scan"], services, since, database }, format);
  }

  /**
   * Runs checks and returns a folder with what they leave behind, also where they fail: checks.json, checks.txt,
   * summary.md, scan.sarif, and for each service its JUnit report, its coverage and sbom.cdx.json.
   *
   * @param checks Some of lint, test, build, scan. Default: all four.
   * @param services Names in slipway.yaml. Default: all.
   * @param since Branch, tag or commit: only services that changed since HEAD parted from it. Default: all.
   * @param database Vulnerability database: a .tar.gz of trivy.db and metadata.json. Default: the configuration's.
   */
  @func({ cache: "10m" })
  async reports(checks: string[] = [], services: string[] = [], since = "", database?: File): Promise<Directory> {
    const { reports, stagesOf } = await import("../engine/checks.js");
    return reports(this.source, { stages: stagesOf(checks), services, since, database });
  }

  /**
   * Says which services changed since HEAD parted from a branch, tag or commit, and why: by their own files, by shared
   * ones, or by what they need.
   *
   * @param since Branch, tag or commit, such as origin/main.
   */
  @func()
  async affected(since: string): Promise<string> {
    const { affected } = await import("../engine/checks.js");
    return affected(this.source, since);
  }

  /**
   * Gives the Dockerfile that a service's image is built from: its own, or the one that its preset stands for, as a start
   * for one of its own (`-o services/web/Dockerfile`).
   *
   * @param service Name in slipway.yaml.
   */
  @func()
  async dockerfile(service: string): Promise<File> {
    const { dockerfile } = await import("../engine/checks.js");
    return dockerfile(this.source, service);
  }

  /**
   * Looks up the digest of every image that the services build on, use in tests or are checked with, and gives them as a
   * lock file: `dagger call lock -o slipway.lock`. Where there is one, images are pulled by these digests alone.
   */
  @func({ cache: "never" })
  async lock(): Promise<File> {
    const { lock } = await import("../engine/checks.js");
    return lock(this.source);
  }

  /**
   * Releases the services to an environment and returns what was done. Fails, with exit code 1, if a service could not be
   * built, migrated or started or did not pass its smoke test; nothing is left running then.
   *
   * In an environment with `target: local` everything runs on this machine: images are built, databases started and
   * migrated, services started and smoke-tested, and all of it is stopped again.
   *
   * @param env Name of the environment in slipway.yaml.
   */
  @func({ cache: "never" })
  async deploy(env: string): Promise<string> {
    // Everything behind this is loaded when it is used: types are read from this file on each call.
    const { deploy } = await import("../engine/deploy.js");
    return deploy(this.source, env);
  }

  /**
   * Plans an environment's infrastructure and returns what would change, attribute by attribute, what it would cost and
   * what the gate says of it. Fails, with exit code 1, if the gate stops it. Nothing is changed. With a saved plan, tells
   * of that one.
   *
   * @param env Name of the environment in slipway.yaml.
   * @param plan A plan saved by `saved-plan`. Default: a new one is made.
   * @param allow Rules of the gate to let through once: RULE, or RULE=ADDRESS with * for any part.
   * @param format TEXT, JSON or SUMMARY (Markdown, for GitHub's step summary).
   * @param workspace Workspace of a preview, such as pr-12. Default: the one that slipway.yaml names, or the default one.
   * @param mirror Folder of providers, laid out as Terraform's file system mirror. Default: slipway.yaml's, or their registry.
   * @param accessToken OAuth 2.0 access token for Google Cloud, such as env:GOOGLE_OAUTH_ACCESS_TOKEN.
   * @param credentials Credentials file for Google Cloud, such as file:credentials.json.
   * @param idToken The CI system's own token, exchanged without a key as the environment's `identity` says.
   */
  @func({ cache: "never" })
  async plan(
    env: string,
    plan?: File,
    allow: string[] = [],
    format: OutputFormat = OutputFormat.Text,
    workspace = "",
    mirror?: Directory,
    accessToken?: Secret,
    credentials?: Secret,
    idToken?: Secret,
  ): Promise<string> {
    const infrastructure = await import("../engine/terraform.js");
    const call = { source: this.source, env, workspace, allow, mirror, accessToken, credentials, idToken };
    return infrastructure.plan(call, plan, format);
  }

  /**
   * Plans an environment's infrastructure and returns the plan as a file: `saved-plan --env staging -o staging.plan`. Then
   * `plan --env staging --plan staging.plan` tells what it does and `apply` applies exactly it. It holds what Terraform's
   * own plan files hold, sensitive values too: keep it as you keep the state. It is made even where the gate stops it.
   *
   * @param env Name of the environment in slipway.yaml.
   * @param allow Rules of the gate to let through once: RULE, or RULE=ADDRESS with * for any part. Kept in the file.
   * @param workspace Workspace of a preview, such as pr-12. Default: the one that slipway.yaml names, or the default one.
   * @param mirror Folder of providers, laid out as Terraform's file system mirror. Default: slipway.yaml's, or their registry.
   * @param accessToken OAuth 2.0 access token for Google Cloud, such as env:GOOGLE_OAUTH_ACCESS_TOKEN.
   * @param credentials Credentials file for Google Cloud, such as file:credentials.json.
   * @param idToken The CI system's own token, exchanged without a key as the environment's `identity` says.
   */
  @func({ cache: "never" })
  async savedPlan(
    env: string,
    allow: string[] = [],
    workspace = "",
    mirror?: Directory,
    accessToken?: Secret,
    credentials?: Secret,
    idToken?: Secret,
  ): Promise<File> {
    const { savedPlan } = await import("../engine/terraform.js");
    return savedPlan({ source: this.source, env, workspace, allow, mirror, accessToken, credentials, idToken });
  }

  /**
   * Applies a saved plan, exactly that one, and returns what was done. Refuses a plan of another commit, configuration,
   * environment or set of files, one that is older than `terraform.planMaxAge`, and one that the gate stops; then nothing
   * is changed. Fails, with exit code 1, if a resource could not be changed, and says which were and which were not.
   *
   * @param env Name of the environment in slipway.yaml.
   * @param plan A plan saved by `saved-plan`.
   * @param allow Rules of the gate to let through once, besides those that the plan was saved with.
   * @param workspace Workspace of a preview, such as pr-12. Default: the one that slipway.yaml names, or the default one.
   * @param mirror Folder of providers, laid out as Terraform's file system mirror. Default: slipway.yaml's, or their registry.
   * @param accessToken OAuth 2.0 access token for Google Cloud, such as env:GOOGLE_OAUTH_ACCESS_TOKEN.
   * @param credentials Credentials file for Google Cloud, such as file:credentials.json.
   * @param idToken The CI system's own token, exchanged without a key as the environment's `identity` says.
   */
  @func({ cache: "never" })
  async apply(
    env: string,
    plan: File,
    allow: string[] = [],
    workspace = "",
    mirror?: Directory,
    accessToken?: Secret,
    credentials?: Secret,
    idToken?: Secret,
  ): Promise<string> {
    const { apply } = await import("../engine/terraform.js");
    return apply({ source: this.source, env, workspace, allow, mirror, accessToken, credentials, idToken }, plan);
  }

  /**
   * Tells how what is there differs from what is described: changed by others, or described and not applied. Fails, with
   * exit code 1, if it does. What the configuration leaves to others, such as a service's image, is no drift.
   *
   * @param env Name of the environment in slipway.yaml.
   * @param format TEXT or JSON.
   * @param workspace Workspace of a preview, such as pr-12. Default: the one that slipway.yaml names, or the default one.
   * @param mirror Folder of providers, laid out as Terraform's file system mirror. Default: slipway.yaml's, or their registry.
   * @param accessToken OAuth 2.0 access token for Google Cloud, such as env:GOOGLE_OAUTH_ACCESS_TOKEN.
   * @param credentials Credentials file for Google Cloud, such as file:credentials.json.
   * @param idToken The CI system's own token, exchanged without a key as the environment's `identity` says.
   */
  @func({ cache: "never" })
  async drift(
    env: string,
    format: OutputFormat = OutputFormat.Text,
    workspace = "",
    mirror?: Directory,
    accessToken?: Secret,
    credentials?: Secret,
    idToken?: Secret,
  ): Promise<string> {
    const { drift } = await import("../engine/terraform.js");
    return drift({ source: this.source, env, workspace, allow: [], mirror, accessToken, credentials, idToken }, format);
  }

  /**
   * Destroys everything that a preview consists of. Refuses every environment without `preview`.
   *
   * @param env Name of the environment in slipway.yaml.
   * @param workspace Workspace of a preview, such as pr-12. Default: the one that slipway.yaml names, or the default one.
   * @param mirror Folder of providers, laid out as Terraform's file system mirror. Default: slipway.yaml's, or their registry.
   * @param accessToken OAuth 2.0 access token for Google Cloud, such as env:GOOGLE_OAUTH_ACCESS_TOKEN.
   * @param credentials Credentials file for Google Cloud, such as file:credentials.json.
   * @param idToken The CI system's own token, exchanged without a key as the environment's `identity` says.
   */
  @func({ cache: "never" })
  async destroy(
    env: string,
    workspace = "",
    mirror?: Directory,
    accessToken?: Secret,
    credentials?: Secret,
    idToken?: Secret,
  ): Promise<string> {
    const { destroy } = await import("../engine/terraform.js");
    return destroy({ source: this.source, env, workspace, allow: [], mirror, accessToken, credentials, idToken });
  }

  /**
   * Pushes a state that an apply could not save, because its credentials ended for example, to where it belongs.
   *
   * @param env Name of the environment in slipway.yaml.
   * @param workspace Workspace of a preview, such as pr-12. Default: the one that slipway.yaml names, or the default one.
   * @param mirror Folder of providers, laid out as Terraform's file system mirror. Default: slipway.yaml's, or their registry.
   * @param accessToken OAuth 2.0 access token for Google Cloud, such as env:GOOGLE_OAUTH_ACCESS_TOKEN.
   * @param credentials Credentials file for Google Cloud, such as file:credentials.json.
   * @param idToken The CI system's own token, exchanged without a key as the environment's `identity` says.
   */
  @func({ cache: "never" })
  async recover(
    env: string,
    workspace = "",
    mirror?: Directory,
    accessToken?: Secret,
    credentials?: Secret,
    idToken?: Secret,
  ): Promise<string> {
    const { recover } = await import("../engine/terraform.js");
    return recover({ source: this.source, env, workspace, allow: [], mirror, accessToken, credentials, idToken });
  }

  /**
   * Looks up which providers an environment's Terraform uses and gives their lock file, with checksums for every platform
   * that is named: `provider-lock --env staging -o infra/environments/staging/.terraform.lock.hcl`. Where it is committed,
   * plans use these providers alone.
   *
   * @param env Name of the environment in slipway.yaml.
   * @param platforms Platforms that it is used on. Default: Linux and macOS, on amd64 and arm64.
   * @param mirror Folder of providers, laid out as Terraform's file system mirror. Default: slipway.yaml's, or their registry.
   */
  @func({ cache: "never" })
  async providerLock(
    env: string,
    platforms: string[] = ["linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64"],
    mirror?: Directory,
  ): Promise<File> {
    const { providerLock } = await import("../engine/terraform.js");
    return providerLock({ source: this.source, env, workspace: "", allow: [], mirror }, platforms);
  }
}
