/**
 * Slipway takes a commit to production on Cloud Run.
 *
 * Start with `dagger call deploy --env local`: it needs no cloud account.
 */
import { argument, type Directory, func, object } from "@dagger.io/dagger";

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
