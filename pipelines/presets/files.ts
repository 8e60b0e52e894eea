/** What a preset may look at: the names of a service's files, relative to its folder, and the text of those it reads. */
export interface ServiceFiles {
  readonly names: ReadonlySet<string>;
  /** By name; only files in {@link READ}. */
  readonly text: ReadonlyMap<string, string>;
}

/** Files whose text decides something. They are small. */
export const READ = [
  "package.json",
  "next.config.ts",
  "next.config.mjs",
  "next.config.js",
  "pyproject.toml",
  "requirements.txt",
  ".python-version",
  ".node-version",
  ".nvmrc",
] as const;

/** Files that only have to be there. */
export const SEEN = [
  "Dockerfile",
  "package-lock.json",
  "npm-shrinkwrap.json",
  "pnpm-lock.yaml",
  "yarn.lock",
  ".npmrc",
  ".yarnrc.yml",
  "pnpm-workspace.yaml",
  "tsconfig.json",
  "prisma/schema.prisma",
  "public",
  "uv.lock",
  "requirements-dev.txt",
  "main.py",
  "app.py",
  "app/main.py",
  "src/main.py",
] as const;
