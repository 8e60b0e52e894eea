import { join } from "node:path";
import type { Client, Container, Directory } from "@dagger.io/dagger";

const HERE = import.meta.dirname;

/** Files that decide what the TypeScript SDK's content is. */
export const SOURCES = [
  ...["content.ts", "library/index.ts", "library/telemetry.ts", "library/core.d.ts", "library/core.js"],
  ...["runtime/dagger.json", "runtime/go.mod", "runtime/go.sum", "runtime/main.go"],
  ...["sdk/package.json", "sdk/package-lock.json", "sdk/start.mjs"],
].map((file) => join(HERE, file));

/** What the contents are made from. */
export interface Makings {
  readonly codegen: string;
  /** The Go toolchain of this machine. */
  readonly goRoot: string;
  readonly debian: Container;
  readonly node: Container;
}

/**
 * Go wants a list of authorities for its downloads. Without the command that makes it, the engine adds a host's own by
 * writing one file, which is a second faster for each command.
 */
const AUTHORITIES = `
apt-get update
apt-get install --yes --no-install-recommends ca-certificates
rm -rf /var/lib/apt/lists/* /usr/sbin/update-ca-certificates
`;

/** The Go SDK's image: a Go toolchain and Dagger's code generator. It compiles the TypeScript SDK's module. */
export function goContent(dag: Client, { codegen, goRoot, debian }: Makings): Container {
  const go = dag
    .host()
    .directory(goRoot, { exclude: ["api", "doc", "test", "misc", "**/testdata", "pkg/linux_*", ".git"] });
  return debian
    .withExec(["sh", "-euc", AUTHORITIES])
    .withDirectory("/usr/local/go", go)
    .withFile("/usr/local/bin/codegen", dag.host().file(codegen), { permissions: 0o755 })
    .withNewFile("/go/pkg/mod/.keep", "")
    .withNewFile("/root/.cache/go-build/.keep", "")
    .withEnvVariable("GOPATH", "/go")
    .withEnvVariable("GOTOOLCHAIN", "local")
    .withEnvVariable("CGO_ENABLED", "0")
    .withEnvVariable("PATH", "/usr/local/go/bin:/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
}

/**
 * The TypeScript SDK's image: `runtime/` is the module that the engine loads, `sdk/` what runs a user's module, `library/`
 * what becomes its `sdk/` folder, `codegen` what types the API.
 */
export function typescriptContent(dag: Client, { codegen, node }: Makings): Container {
  const packages = node
    .withWorkdir("/sdk")
    .withDirectory("/sdk", dag.host().directory(join(HERE, "sdk"), { include: ["package.json", "package-lock.json"] }))
    .withExec(["npm", "ci", "--omit=dev", "--no-audit", "--no-fund"]);
  const files = dag
    .directory()
    .withDirectory("runtime", dag.host().directory(join(HERE, "runtime"), { exclude: ["internal", "dagger.gen.go"] }))
    .withDirectory("sdk/node_modules", withoutUnread(tsxOf(packages)))
    .withFile("sdk/start.mjs", dag.host().file(join(HERE, "sdk", "start.mjs")))
    .withDirectory("library", libraryOf(dag, packages))
    .withFile("codegen", dag.host().file(codegen), { permissions: 0o755 });
  return dag.container().withRootfs(files);
}

/** tsx and what it needs to run: its packages bring no others than esbuild. */
function tsxOf(packages: Container): Directory {
  return packages
    .directory("/sdk/node_modules")
    .filter({ include: ["tsx/**", "esbuild/**", "@esbuild/**", "get-tsconfig/**", "resolve-pkg-maps/**"] });
}

function withoutUnread(modules: Directory): Directory {
  return modules.filter({ exclude: ["**/*.md", "**/*.map", "**/*.d.mts", "**/*.d.cts"] });
}

/** The client library in one file, which starts many times as fast as its 800; its types lie beside it. */
function libraryOf(dag: Client, packages: Container): Directory {
  const core = packages
    .withExec([
      "node_modules/.bin/esbuild",
      "node_modules/@dagger.io/dagger/dist/src/index.js",
      ...["--bundle", "--platform=node", "--format=cjs", "--target=node22", "--external:typescript"],
      ...["--legal-comments=inline", "--outfile=/bundle/core.cjs"],
    ])
    .file("/bundle/core.cjs");
  const types = packages.directory("/sdk/node_modules/@dagger.io/dagger/dist/src").filter({ include: ["**/*.d.ts"] });
  return dag.host().directory(join(HERE, "library")).withFile("core.cjs", core).withDirectory("types", types);
}
