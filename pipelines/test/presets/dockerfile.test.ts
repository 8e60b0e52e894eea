import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dockerfileOf, expectWhole, type Files, programsIn, stage, stagesIn } from "./reading.js";

const START = { start: "node server.js", build: "tsc" };
const node = (manifest: object = {}, more: Files = {}): Files => ({
  "package.json": { scripts: START, ...manifest },
  "package-lock.json": "",
  ...more,
});
const lockedBy = (lock: string, manifest: object = {}, more: Files = {}): Files => ({
  "package.json": { scripts: START, ...manifest },
  [lock]: "",
  ...more,
});
const next = (more: Files = {}): Files =>
  node({ dependencies: { next: "16" } }, { "next.config.ts": 'output: "standalone"', ...more });
const uv = (pyproject = "", more: Files = {}): Files => ({
  "pyproject.toml": pyproject,
  "uv.lock": "",
  "main.py": "",
  ...more,
});
const pip = (requirements = "", more: Files = {}): Files => ({
  "requirements.txt": requirements,
  "main.py": "",
  ...more,
});
const PACKAGE = '[build-system]\nrequires = ["hatchling"]\n';

const KINDS: readonly (readonly [string, Files, string])[] = [
  ["npm", node(), "node:22-bookworm-slim"],
  ["pnpm", lockedBy("pnpm-lock.yaml"), "node:22-bookworm-slim"],
  ["yarn 1", lockedBy("yarn.lock"), "node:22-bookworm-slim"],
  ["yarn 4", lockedBy("yarn.lock", {}, { ".yarnrc.yml": "" }), "node:22-bookworm-slim"],
  ["Next.js", next(), "node:22-bookworm-slim"],
  ["Next.js with public", next({ public: "" }), "node:22-bookworm-slim"],
  ["Node with Prisma", node({}, { "prisma/schema.prisma": "" }), "node:22-bookworm-slim"],
  ["uv", uv(), "python:3.12-slim-bookworm"],
  ["a package of uv", uv(PACKAGE), "python:3.12-slim-bookworm"],
  ["pip", pip(), "python:3.12-slim-bookworm"],
];

const OWN = "commands: { install: [make, packages], build: [make, all] }";

describe("a preset's Dockerfile", () => {
  it.each(KINDS)("has the stages dev, build and image, and knows each one it names: %s", (_, files, base) => {
    expectWhole(dockerfileOf(files), base);
    expectWhole(dockerfileOf(files, OWN), base);
    expect(stagesIn(dockerfileOf(files)).at(-1)?.name).toBe("image");
  });

  it.each(KINDS)("runs no shell: %s", (_, files) => {
    expect(programsIn(dockerfileOf(files)).length).toBeGreaterThan(2);
  });

  it.each(KINDS)("is built on another image where the service says so, in every stage: %s", (_, files) => {
    const base = "registry.local:5000/team/base:1";
    expectWhole(dockerfileOf(files, `image: { base: "${base}" }`), base);
  });

  it.each(KINDS)("ships a user by number that is not root, the port, and what starts: %s", (_, files) => {
    const lines = stage(dockerfileOf(files, "port: 9000"), "image");
    expect(lines.filter((line) => /^USER [1-9]\d*$/.test(line))).toHaveLength(1);
    expect(lines.at(-2)).toBe("EXPOSE 9000");
    expect(lines.at(-1)).toMatch(/^CMD \["[^"]/);
    expect(lines.join("\n")).toMatch(/^ENV .*\bPORT=9000$/m);
  });

  it.each(KINDS)("hands odd words to programs as they are: %s", (_, files) => {
    const word = fc.oneof(
      fc.constantFrom(
        "; rm -rf /",
        '"',
        "'",
        "\\",
        "$(id)",
        "`id`",
        "$HOME",
        "<<EOF",
        "]",
        "#",
        "\nFROM evil",
        " ",
        "--",
        "\u2028",
      ),
      fc.string({ minLength: 1, unit: "grapheme" }),
    );
    const words = fc.array(word, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(words, words, words, (install, build, command) => {
        const list = (name: string, some: readonly string[]) => `${name}: ${JSON.stringify(some)}`;
        const commands = `commands: { ${list("install", install)}, ${list("build", build)} }`;
        const text = dockerfileOf(files, `${commands}, ${list("command", command)}`);
        expect(stagesIn(text).map(({ name }) => name)).toEqual(
          stagesIn(dockerfileOf(files, OWN)).map(({ name }) => name),
        );
        const programs = programsIn(text);
        expect(programs).toContainEqual(install);
        expect(programs).toContainEqual(build);
        expect(programs.at(-1)).toEqual(command);
      }),
      { seed: 20_261_121, numRuns: 60 },
    );
  });
});

describe("the Dockerfile of a Node service", () => {
  it("installs from the package files, builds, and ships the source with what it needs to run", () => {
    expect(dockerfileOf(node())).toMatchInlineSnapshot(`
      "FROM node:22-bookworm-slim AS base
      WORKDIR /app
      ENV NPM_CONFIG_UPDATE_NOTIFIER=false NPM_CONFIG_FUND=false NPM_CONFIG_AUDIT=false

      FROM base AS manifest
      COPY package.json package-lock.json ./

      FROM manifest AS dependencies
      RUN --mount=type=cache,target=/root/.npm ["npm","ci"]

      FROM dependencies AS dev
      COPY . .

      FROM dev AS build
      RUN ["npm","run","build"]

      FROM manifest AS production
      RUN --mount=type=cache,target=/root/.npm ["npm","ci","--omit=dev"]
      RUN ["mkdir","-p","node_modules"]

      FROM build AS source
      RUN ["rm","-rf","node_modules"]

      FROM base AS image
      ENV NODE_ENV=production PORT=8080
      COPY --from=production /app/node_modules ./node_modules
      COPY --from=source /app ./
      USER 1000
      EXPOSE 8080
      CMD ["node","server.js"]
      "
    `);
  });

  it("of Next.js ships the standalone output alone", () => {
    expect(stage(dockerfileOf(next({ public: "" })), "image")).toEqual([
      "ENV NODE_ENV=production HOSTNAME=0.0.0.0 PORT=8080",
      "COPY --from=build /app/.next/standalone ./",
      "COPY --from=build /app/.next/static ./.next/static",
      "COPY --from=build /app/public ./public",
      "USER 1000",
      "EXPOSE 8080",
      'CMD ["node","server.js"]',
    ]);
    expect(dockerfileOf(next())).not.toContain("public");
  });

  it.each([
    [node({}, { ".npmrc": "" }), ["COPY package.json package-lock.json .npmrc ./"]],
    [
      lockedBy("pnpm-lock.yaml", {}, { "pnpm-workspace.yaml": "", ".pnpmfile.cjs": "", patches: "" }),
      ["COPY package.json pnpm-lock.yaml pnpm-workspace.yaml .pnpmfile.cjs ./", "COPY patches ./patches"],
    ],
    [
      lockedBy("yarn.lock", {}, { ".yarnrc.yml": "", ".yarn/releases": "" }),
      ["COPY package.json yarn.lock .yarnrc.yml ./", "COPY .yarn ./.yarn"],
    ],
    [node({}, { "prisma/schema.prisma": "" }), ["COPY package.json package-lock.json ./", "COPY prisma ./prisma"]],
  ])("copies what an install reads first: %j", (files, lines) => {
    expect(stage(dockerfileOf(files), "manifest")).toEqual(lines);
  });

  it.each([
    [{ workspaces: ["packages/*"] }, true],
    [{ dependencies: { a: "file:./a" } }, true],
    [{ dependencies: { a: "../a" } }, true],
    [{ devDependencies: { a: "link:../a" } }, true],
    [{ optionalDependencies: { a: "workspace:*" } }, true],
    [{ scripts: { ...START, postinstall: "node scripts/fetch.js" } }, true],
    [{ scripts: { ...START, prepare: "npm run build" } }, true],
    [{ scripts: { ...START, prepare: "husky" } }, false],
    [{ scripts: { ...START, prepare: "husky install || true" } }, false],
    [{ scripts: { ...START, postinstall: "prisma generate" } }, false],
    [{ scripts: { ...START, pretest: "x", preparex: "y" } }, false],
    [{ dependencies: { a: "^1", b: "npm:c@2", d: "github:e/f" } }, false],
  ])("copies everything first where an install reads the source: %j, %s", (manifest, reads) => {
    expect(stage(dockerfileOf(node(manifest)), "manifest").includes("COPY . .")).toBe(reads);
  });

  it("installs for production without the script that prepares a developer's copy", () => {
    const files = node({ scripts: { ...START, prepare: "husky" } });
    const forget = 'RUN ["npm","pkg","delete","scripts.prepare"]';
    expect(stage(dockerfileOf(files), "production")[0]).toBe(forget);
    expect(dockerfileOf(node())).not.toContain("pkg");
    expect(dockerfileOf(files, OWN)).not.toContain("pkg");
  });

  it("installs as the service says, with all of its files there, also for production", () => {
    const text = dockerfileOf(node(), OWN);
    expect(stage(text, "manifest")).toEqual(["COPY . ."]);
    const run = 'RUN --mount=type=cache,target=/root/.npm ["make","packages"]';
    expect(stage(text, "dependencies")).toEqual([run]);
    expect(stage(text, "production")[0]).toBe(run);
  });

  it("builds nothing where there is nothing to build", () => {
    expect(stage(dockerfileOf(node({ scripts: { start: "node ." } })), "build")).toEqual([]);
  });

  it.each([
    ["pnpm-lock.yaml", {}, "pnpm@10.12.4"],
    ["pnpm-lock.yaml", { packageManager: "pnpm@9.1.0+sha512.aa" }, "pnpm@9.1.0"],
    ["yarn.lock", {}, "yarn@1.22.22"],
    ["yarn.lock", { packageManager: "yarn@4.1.0" }, "@yarnpkg/cli-dist@4.1.0"],
  ])("brings the package manager of %s with %j: %s", (lock, manifest, program) => {
    expect(stage(dockerfileOf(lockedBy(lock, manifest)), "base").at(-1)).toContain(`"${program}"]`);
  });

  const PLUGIN = { ".yarn/plugins/@yarnpkg/plugin-workspace-tools.cjs": "" };
  it.each([
    ["yarn@4.1.0", {}, ["yarn", "workspaces", "focus", "--production"]],
    ["yarn@3.6.1", {}, ["yarn", "install", "--immutable"]],
    ["yarn@3.6.1", PLUGIN, ["yarn", "workspaces", "focus", "--production"]],
    [undefined, {}, ["yarn", "workspaces", "focus", "--production"]],
    [undefined, { ".yarnrc.yml": "yarnPath: .yarn/releases/yarn-3.6.1.cjs\n" }, ["yarn", "install", "--immutable"]],
    [
      undefined,
      { ".yarnrc.yml": 'yarnPath: ".yarn/releases/yarn-4.0.2.cjs"\n' },
      ["yarn", "workspaces", "focus", "--production"],
    ],
  ])("leaves development out only where that Yarn can: %s, %j", (packageManager, more, words) => {
    const files = lockedBy("yarn.lock", packageManager === undefined ? {} : { packageManager }, {
      ".yarnrc.yml": "",
      ...more,
    });
    expect(
      programsIn(
        stage(dockerfileOf(files), "production")
          .map((line) => `${line}\n`)
          .join(""),
      )[0],
    ).toEqual(words);
  });

  it.each([
    ["", true],
    ["nodeLinker: pnp\n", true],
    ["nodeLinker: node-modules\n", false],
    ['nodeLinker: "pnpm"\n', false],
  ])("has Yarn keep packages in node_modules: .yarnrc.yml %j, told %s", (text, isTold) => {
    const base = stage(dockerfileOf(lockedBy("yarn.lock", {}, { ".yarnrc.yml": text })), "base").join("\n");
    expect(base).toContain("YARN_ENABLE_GLOBAL_CACHE=true");
    expect(base.includes("YARN_NODE_LINKER=node-modules")).toBe(isTold);
  });
});

describe("the Dockerfile of a Python service", () => {
  it("of uv keeps packages in an environment of their own, and ships it with the source", () => {
    expect(dockerfileOf(uv())).toMatchInlineSnapshot(`
      "FROM python:3.12-slim-bookworm AS base
      WORKDIR /app
      ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PATH=/opt/venv/bin:/usr/local/bin:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin

      FROM base AS tools
      RUN ["pip","install","--no-cache-dir","uv==0.13.9"]
      ENV UV_PROJECT_ENVIRONMENT=/opt/venv UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never

      FROM tools AS manifest
      COPY pyproject.toml uv.lock ./

      FROM manifest AS dependencies
      RUN --mount=type=cache,target=/root/.cache/uv ["uv","sync","--frozen","--no-install-project"]

      FROM dependencies AS dev
      COPY . .

      FROM dev AS build

      FROM manifest AS production
      RUN --mount=type=cache,target=/root/.cache/uv ["uv","sync","--frozen","--no-install-project","--no-default-groups"]

      FROM base AS image
      ENV PORT=8080
      COPY --from=production /opt/venv /opt/venv
      COPY . .
      USER 65532
      EXPOSE 8080
      CMD ["python","main.py"]
      "
    `);
  });

  it("of a package installs the project too, with the same groups", () => {
    const text = dockerfileOf(uv(`${PACKAGE}[dependency-groups]\ntest = ["pytest"]\n`));
    const run = "RUN --mount=type=cache,target=/root/.cache/uv";
    expect(stage(text, "dev")).toEqual(["COPY . .", `${run} ["uv","sync","--frozen","--group","test"]`]);
    expect(stage(text, "production").slice(1)).toEqual([
      "COPY . .",
      `${run} ["uv","sync","--frozen","--no-default-groups","--no-editable"]`,
    ]);
  });

  it("of a package leaves the project to an install command of the service's own", () => {
    const text = dockerfileOf(uv(PACKAGE), "commands: { install: [uv, sync, --all-extras] }");
    expect(stage(text, "dev")).toEqual(["COPY . ."]);
    expect(stage(text, "production")).toHaveLength(1);
  });

  it.each([
    [`${PACKAGE}[tool.uv]\npackage = false\n`, false],
    ["[tool.uv]\npackage = true\n", true],
  ])("follows tool.uv.package: %j, %s", (pyproject, isInstalled) => {
    expect(dockerfileOf(uv(pyproject)).includes("--no-editable")).toBe(isInstalled);
  });

  it.each([
    [pip("flask\n"), ["COPY requirements.txt ./"]],
    [pip("", { "requirements-dev.txt": "-r requirements.txt\n" }), ["COPY requirements.txt requirements-dev.txt ./"]],
    [pip("-r base.txt"), ["COPY . ."]],
    [pip("-c constraints.txt\nflask"), ["COPY . ."]],
    [pip("flask\n-e ."), ["COPY . ."]],
    [pip("./lib"), ["COPY . ."]],
    [pip(".[all]"), ["COPY . ."]],
    [pip("lib @ file:///app/lib"), ["COPY . ."]],
    [pip("--extra-index-url https://example.com/simple\nflask"), ["COPY requirements.txt ./"]],
    [uv(), ["COPY pyproject.toml uv.lock ./"]],
    [uv('[tool.uv.sources]\nlib = { path = "lib" }\n'), ["COPY . ."]],
    [uv("[tool.uv.workspace]\nmembers = ['lib']\n"), ["COPY . ."]],
    [uv('[tool.uv.sources]\nlib = { git = "https://example.com/lib" }\n'), ["COPY pyproject.toml uv.lock ./"]],
  ])("copies what an install reads first: %j", (files, lines) => {
    expect(stage(dockerfileOf(files), "manifest")).toEqual(lines);
  });

  it("of pip leaves packages of development out of the image", () => {
    const text = dockerfileOf(pip("", { "requirements-dev.txt": "pytest" }));
    expect(stage(text, "production").join()).not.toContain("dev");
  });

  it("ships what a build made, where the service has one", () => {
    expect(stage(dockerfileOf(pip()), "image")).toContain("COPY . .");
    expect(stage(dockerfileOf(pip(), OWN), "image")).toContain("COPY --from=build /app ./");
  });
});
