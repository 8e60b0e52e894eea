/**
 * Slipway takes a commit to production on Cloud Run.
 *
 * Start with `dagger call deploy --env local`: it needs no cloud account.
 */
import { argument, type Directory, func, object } from "@dagger.io/dagger";

/** The form of a result. */
export enum OutputFormat {
  /** For people. */
  Text = "text",
  /** For programs. */
  Json = "json",
}

@object()
export class Slipway {
  private readonly source: Directory;

  constructor(
    /** The repository to release, with a slipway.yaml at its top. From another repository: `--source .` */
    @argument({
      defaultPath: "/",
      ignore: [".git", "**/node_modules", "**/dist", "**/.next", "**/coverage", "**/.terraform", "pipelines/sdk"],
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
   * @param format TEXT, or JSON with `values` and `from` (where each comes from, by path).
   */
  @func()
  async config(env: string, format: OutputFormat = OutputFormat.Text): Promise<string> {
    const { config } = await import("../engine/config.js");
    return config(this.source, env, format);
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
}
