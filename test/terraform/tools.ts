import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";

/** The top of the checkout. */
export const ROOT = dirname(dirname(import.meta.dirname));

/** A program that the set-up has built, or one on the PATH; undefined where there is none. */
export function program(variable: string, name: string): string | undefined {
  const built = process.env[variable];
  if (built !== undefined) return built;
  return (process.env["PATH"] ?? "")
    .split(":")
    .map((folder) => join(folder, name))
    .find(existsSync);
}

const PROVIDERS = [
  ["google", "7.45.0"],
  ["google-beta", "7.45.0"],
  ["random", "3.7.2"],
] as const;

const HOSTS = ["registry.terraform.io", "registry.opentofu.org"];

/** A folder of providers, as Terraform's file system mirror wants it: one stand-in under every name it answers to. */
export function providerMirror(folder: string, standIn: string): void {
  for (const host of HOSTS) {
    for (const [name, version] of PROVIDERS) {
      const place = join(folder, host, "hashicorp", name, version, "linux_amd64");
      mkdirSync(place, { recursive: true });
      const file = join(place, `terraform-provider-${name}_v${version}`);
      try {
        linkSync(standIn, file);
      } catch {
        copyFileSync(standIn, file);
      }
    }
  }
}

/** Files of infra/ and examples/, committed or about to be. */
export function configurationFiles(): string[] {
  const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "infra", "examples"];
  const files = execFileSync("git", args, { cwd: ROOT, encoding: "utf8" }).split("\0");
  return [...new Set(files)].filter((file) => file !== "" && existsSync(join(ROOT, file))).sort();
}

/** How a run of the tool ended. */
export interface Ended {
  readonly code: number | undefined;
  readonly output: string;
}

const LOCAL_BACKEND = 'terraform {\n  backend "local" {}\n}\n';

/** A copy of infra/ and examples/ in which Terraform may write, and the tool that works on it. */
export class TerraformCopy {
  readonly folder = mkdtempSync(join(tmpdir(), "slipway-terraform-"));
  readonly #tofu: string;
  readonly #begun = new Map<string, Promise<Ended>>();
  #plans = 0;

  constructor(tofu: string, standIn: string) {
    this.#tofu = tofu;
    for (const file of configurationFiles()) {
      if (file.endsWith(".terraform.lock.hcl")) continue;
      mkdirSync(dirname(join(this.folder, file)), { recursive: true });
      cpSync(join(ROOT, file), join(this.folder, file));
    }
    const mirror = join(this.folder, "mirror");
    providerMirror(mirror, standIn);
    const settings = `disable_checkpoint = true\nprovider_installation {\n  filesystem_mirror {\n    path = "${mirror}"\n  }\n}\n`;
    writeFileSync(join(this.folder, "terraformrc"), settings);
  }

  /** Replaces text in a file; a test whose text is not there is wrong. */
  edit(path: string, from: string, to: string): void {
    const text = this.read(path);
    if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`);
    writeFileSync(join(this.folder, path), text.replaceAll(from, to));
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  /** Runs the tool in a root module. Its state stays in the copy. */
  async run(
    root: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv = {},
  ): Promise<Ended & { readonly stdout: string }> {
    const { exitCode, stdout, all } = await execa(this.#tofu, args, {
      cwd: join(this.folder, root),
      reject: false,
      all: true,
      stdin: "ignore",
      env: { TF_CLI_CONFIG_FILE: join(this.folder, "terraformrc"), TF_IN_AUTOMATION: "1", ...env },
    });
    return { code: exitCode, output: all, stdout };
  }

  init(root: string): Promise<Ended> {
    const begun = this.#begun.get(root) ?? this.#init(root);
    this.#begun.set(root, begun);
    return begun;
  }

  async #init(root: string): Promise<Ended> {
    this.write(join(root, "local_override.tf"), LOCAL_BACKEND);
    return this.run(root, ["init", "-input=false", "-no-color"]);
  }

  /** A plan as `show -json` tells it. */
  async plan(
    root: string,
    { args = [], env = {} }: { readonly args?: readonly string[]; readonly env?: NodeJS.ProcessEnv } = {},
  ): Promise<Ended & { readonly json: string }> {
    // Several environments may share a folder, and be planned at once.
    const file = join(this.folder, `${this.#plans++}.tfplan`);
    const made = await this.run(root, ["plan", "-input=false", "-no-color", `-out=${file}`, ...args], env);
    const json = made.code === 0 ? (await this.run(root, ["show", "-json", file], env)).stdout : "";
    return { ...made, json };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
