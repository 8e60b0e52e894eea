/** Images of the tools that Slipway runs itself. */
export const TOOLS = {
  git: "buildpack-deps:bookworm-scm",
  node: "node:22-bookworm-slim",
  trivy: "aquasec/trivy:0.72.0",
} as const;

const TERRAFORM_IMAGES = {
  opentofu: { name: "ghcr.io/opentofu/opentofu", tested: "1.11.0" },
  terraform: { name: "hashicorp/terraform", tested: "1.13.4" },
} as const;

/** Image of the program that plans and applies, and its version: the one that is asked for, or the one tested with. */
export function terraformImage(tool: keyof typeof TERRAFORM_IMAGES, version?: string) {
  const { name, tested } = TERRAFORM_IMAGES[tool];
  return { image: `${name}:${version ?? tested}`, version: version ?? tested };
}

/** Image of what a service uses in tests and locally. */
export function postgresImage(version: number): string {
  return `postgres:${version}-bookworm`;
}

export function redisImage(version: number): string {
  return `redis:${version}`;
}

export const BROWSER_IMAGE = "chromedp/headless-shell:stable";
