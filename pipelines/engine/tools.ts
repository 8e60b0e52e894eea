/** Images of the tools that Slipway runs itself. */
export const TOOLS = {
  git: "buildpack-deps:bookworm-scm",
  node: "node:22-bookworm-slim",
  trivy: "aquasec/trivy:0.72.0",
} as const;

/** Image of what a service uses in tests and locally. */
export function postgresImage(version: number): string {
  return `postgres:${version}-bookworm`;
}

export function redisImage(version: number): string {
  return `redis:${version}`;
}

export const BROWSER_IMAGE = "chromedp/headless-shell:stable";
