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
  "requirements-dev.txt",
  ".yarnrc.yml",
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
  ".pnpmfile.cjs",
  ".yarn/patches",
  ".yarn/plugins",
  ".yarn/plugins/@yarnpkg/plugin-workspace-tools.cjs",
  ".yarn/releases",
  "patches",
  "pnpm-workspace.yaml",
  "tsconfig.json",
  "prisma/schema.prisma",
  "public",
  "uv.lock",
  "main.py",
  "app.py",
  "app/main.py",
  "src/main.py",
] as const;
