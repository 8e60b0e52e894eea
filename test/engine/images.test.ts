import { describe, expect, it } from "vitest";
import { IMAGES } from "../../dagger/images/index.js";
import { dagger } from "./dagger-cli.js";

/** A command for each image and what its output shows. */
const ANSWERS: Readonly<Record<string, readonly [command: readonly string[], output: RegExp]>> = {
  debian: [["sh", "-c", "cat /etc/os-release"], /VERSION_CODENAME=bookworm/],
  node: [["sh", "-c", "node --version; npm --version; id node"], /^v22\.\d+\.\d+\n10\.\d+\.\d+\nuid=1000\(node\)/],
  postgres: [["postgres", "--version"], /PostgreSQL\) 15\./],
  git: [["git", "--version"], /^git version 2\./],
  redis: [["redis-server", "--version"], /v=7\./],
  chromium: [["chromium-headless-shell", "--version"], /^Chromium \d+\./],
  python: [["sh", "-c", "python --version; pip --version"], /Python 3\.11\.\d+\npip .*python 3\.11/],
  uv: [["uv", "--version"], /^uv 0\.\d+\.\d+/],
  trivy: [["trivy", "--version"], /Version: 0\.72\.0/],
  opentofu: [["tofu", "version"], /^OpenTofu v1\.11\.0/],
};

const isEmbedded = process.env["SLIPWAY_TEST_ENGINE"] === "embedded";
if (!isEmbedded) console.warn("images: these tests are about the embedded engine, and another one is used here");

// A user's own engine gets these names from Docker Hub; what is tested here is the embedded engine's mirror.
describe.runIf(isEmbedded)("the image mirror", () => {
  it.each(IMAGES.flatMap((image) => image.names.map((name) => [name, image.id] as const)))(
    "serves %s",
    async (name, id) => {
      const [command, output] = ANSWERS[id] ?? [[], /never/];
      const args = [...command].flatMap((arg) => ["--args", arg.includes(",") ? `"${arg}"` : arg]);
      const { code, stdout } = await dagger([
        "core",
        "container",
        "from",
        "--address",
        name,
        "with-exec",
        ...args,
        "stdout",
      ]);
      expect(stdout).toMatch(output);
      expect(code).toBe(0);
    },
  );

  it("lets a container install from npm and from PyPI", async () => {
    const npm = ["with-exec", "--args", "npm", "--args", "view", "--args", "is-number", "--args", "name", "stdout"];
    expect(
      (await dagger(["core", "container", "from", "--address", "node:22-bookworm-slim", ...npm])).stdout,
    ).toContain("is-number");
    const script = "uv pip install --system --dry-run six 2>&1";
    const uv = ["with-exec", "--args", "sh", "--args", "-c", "--args", script, "stdout"];
    const { stdout } = await dagger([
      "core",
      "container",
      "from",
      "--address",
      "astral/uv:python3.11-bookworm-slim",
      ...uv,
    ]);
    expect(stdout).toContain("six");
  });
});
