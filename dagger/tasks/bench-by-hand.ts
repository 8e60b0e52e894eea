import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Client, Container } from "@dagger.io/dagger";
import type { DaggerCli } from "../engine/index.js";

type Command = readonly string[];

/** What `dagger call config` and `dagger call dockerfile` tell of a service: enough to do the same without Slipway. */
interface ByHand {
  readonly path: string;
  readonly dockerfile: string;
  readonly stages: { readonly lint: string; readonly test: string };
  readonly lint: readonly Command[];
  readonly test: readonly Command[];
  readonly uses: readonly ("postgres" | "redis" | "browser")[];
}

interface Told {
  readonly path: string;
  readonly commands: { readonly lint: Command | readonly Command[]; readonly test: Command; readonly stage?: string };
  readonly uses: Readonly<Record<string, unknown>>;
}

/** Everything that is to be done by hand, asked for beforehand. */
export async function servicesByHand({ cli, env }: DaggerCli, folder: string): Promise<readonly ByHand[]> {
  const ask = (...args: readonly string[]) =>
    execFileSync(cli, ["--quiet", "call", ...args], { cwd: folder, env, encoding: "utf8" });
  const { values } = JSON.parse(ask("config", "--env", "local", "--format", "json"));
  return Object.entries(values.services as Record<string, Told>).map(([name, { path, commands, uses }]) => ({
    path,
    dockerfile: ask("dockerfile", "--service", name, "contents"),
    stages: { lint: commands.stage ?? "dev", test: commands.stage ?? "build" },
    lint: typeof commands.lint[0] === "string" ? [commands.lint as Command] : (commands.lint as readonly Command[]),
    test: [commands.test],
    uses: Object.keys(uses) as ByHand["uses"],
  }));
}

/** Lints, tests and builds a service with nothing but the engine. */
export async function runByHand(dag: Client, folder: string, service: ByHand): Promise<void> {
  const source = dag
    .host()
    .directory(join(folder, service.path), { exclude: ["node_modules", "dist", ".next"] })
    .withNewFile("slipway.Dockerfile", service.dockerfile)
    .withNewFile(".dockerignore", "slipway.Dockerfile\n");
  const stage = (target?: string) =>
    source.dockerBuild({ dockerfile: "slipway.Dockerfile", ...(target === undefined ? {} : { target }) });
  const done = (container: Container, commands: readonly Command[]) =>
    commands.reduce((so, command) => so.withExec([...command]), container.withEnvVariable("CI", "true")).sync();
  await Promise.all([
    done(stage(service.stages.lint), service.lint),
    done(
      service.uses.reduce((so, use) => beside(dag, so, use), stage(service.stages.test)),
      service.test,
    ),
    stage().asTarball().size(),
  ]);
}

function beside(dag: Client, container: Container, use: ByHand["uses"][number]): Container {
  const started = (image: string, port: number, env: Readonly<Record<string, string>> = {}) => {
    let one = dag.container().from(image).withExposedPort(port);
    for (const [name, value] of Object.entries(env)) one = one.withEnvVariable(name, value);
    return one.asService({ useEntrypoint: true });
  };
  switch (use) {
    case "postgres":
      return container
        .withServiceBinding(use, started("postgres:15-bookworm", 5432, { POSTGRES_PASSWORD: "bench" }))
        .withEnvVariable("DATABASE_URL", "postgres://postgres:bench@postgres:5432/postgres");
    case "redis":
      return container
        .withServiceBinding(use, started("redis:7", 6379))
        .withEnvVariable("REDIS_URL", "redis://redis:6379");
    case "browser":
      return container
        .withServiceBinding(use, started("chromedp/headless-shell:stable", 9222))
        .withEnvVariable("BROWSER_URL", "http://browser:9222");
    default:
      return use satisfies never;
  }
}
