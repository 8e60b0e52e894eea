import { posix } from "node:path";
import ts from "typescript";
import { type Import, importsOf, lineOf, nodesUnder, parse, type Source } from "./source.js";

/** Where a file stands. Face: what `dagger functions` lists. Adapters: ports made of Dagger. Core: everything else. */
type Layer =
  | { readonly kind: "face" | "adapter" | "engine" }
  | { readonly kind: "core"; readonly folder: string }
  | { readonly kind: "outside" };

/** Modules of Node that read or change the world. */
const WORLD =
  /^(node:)?(fs|child_process|net|http|https|http2|tls|dgram|dns|os|timers|process|readline|worker_threads|cluster|perf_hooks)(\/|$)/;

/** Names that read the clock, the environment, the network or the console wherever they stand. */
const AMBIENT = new Set([
  ...["console", "process", "fetch", "globalThis"],
  ...["setTimeout", "setInterval", "setImmediate", "queueMicrotask"],
]);

/** Members that do. */
const AMBIENT_MEMBERS = new Set(["Date.now", "performance.now", "performance.timeOrigin", "Math.random"]);

/** What is wrong with the direction of imports and with what the core reaches for, one line each: `file:line what`. */
export function layerViolations(sources: readonly Source[]): string[] {
  return [
    ...sources.flatMap((source) => importsOf(source).flatMap((one) => importViolation(source, one))),
    ...sources.flatMap((source) => (layerOf(source.path).kind === "core" ? reachViolations(source) : [])),
    ...cycles(sources),
  ];
}

function layerOf(path: string): Layer {
  const [top, folder = "", ...rest] = path.split("/");
  if (top === "dagger" && folder !== "test") return { kind: "engine" };
  if (top !== "pipelines" || rest.length === 0 || ["test", "sdk", "node_modules"].includes(folder)) {
    return { kind: "outside" };
  }
  if (folder === "src") return { kind: "face" };
  return folder === "engine" ? { kind: "adapter" } : { kind: "core", folder };
}

/** The file that a relative import names, with the ending that the import writes. */
function targetOf(source: Source, specifier: string): string | undefined {
  return specifier.startsWith(".") ? posix.join(posix.dirname(source.path), specifier) : undefined;
}

function importViolation(source: Source, { specifier, line }: Import): string[] {
  const refused = refusal(source, specifier);
  return refused === undefined ? [] : [`${source.path}:${line} imports ${specifier}: ${refused}`];
}

function refusal(source: Source, specifier: string): string | undefined {
  const from = layerOf(source.path);
  const target = targetOf(source, specifier);
  if (from.kind === "outside") return undefined;
  if (target === undefined) return from.kind === "core" ? refusedPackage(specifier) : undefined;
  const to = layerOf(target);
  const isDoor = target.split("/").length === 3 && target.endsWith("/index.js");
  switch (from.kind) {
    case "engine": {
      const isOwn = to.kind === "engine" || target === "pipelines/errors/index.js";
      return isOwn ? undefined : "dagger/ uses nothing of the pipelines but their errors";
    }
    case "face":
      return to.kind === "face" || to.kind === "adapter" ? undefined : "src/ uses ../engine alone";
    case "adapter":
      if (to.kind === "adapter") return undefined;
      return to.kind === "core" && isDoor ? undefined : "engine/ enters a core folder by its index.js";
    case "core":
      if (to.kind !== "core") return "the core knows neither src/ nor engine/ nor anything outside";
      return to.folder === from.folder || isDoor ? undefined : "a core folder is entered by its index.js";
    default:
      return from satisfies never;
  }
}

function refusedPackage(specifier: string): string | undefined {
  if (specifier.startsWith("@dagger.io/")) return "the core does not know Dagger";
  return WORLD.test(specifier) ? "the core reaches the world through ports" : undefined;
}

function reachViolations(source: Source): string[] {
  return [...nodesUnder(parse(source))].flatMap((node) => {
    const name = ambientName(node);
    return name === undefined ? [] : [`${source.path}:${lineOf(node)} uses ${name}: that is a port's`];
  });
}

function ambientName(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node) && AMBIENT_MEMBERS.has(node.getText())) return node.getText();
  const isDate =
    (ts.isNewExpression(node) || ts.isCallExpression(node)) &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === "Date";
  // `Date()` without `new` is the time of day as text, whatever its arguments.
  if (isDate && (ts.isCallExpression(node) || (node.arguments ?? []).length === 0)) return "Date without an argument";
  return ts.isIdentifier(node) && AMBIENT.has(node.text) && !isNameOfMember(node) ? node.text : undefined;
}

/** Whether a name stands for a member of something else, such as `clock.process` or `{ process: … }`. */
function isNameOfMember(name: ts.Identifier): boolean {
  const { parent } = name;
  if (ts.isPropertyAccessExpression(parent) || ts.isQualifiedName(parent)) {
    return name !== (ts.isQualifiedName(parent) ? parent.left : parent.expression);
  }
  const isDeclared =
    ts.isPropertyAssignment(parent) ||
    ts.isPropertySignature(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isMethodSignature(parent) ||
    ts.isMethodDeclaration(parent);
  return isDeclared && parent.name === name;
}

/** Core folders that need each other, each ring once. */
function cycles(sources: readonly Source[]): string[] {
  const needs = new Map<string, Set<string>>();
  for (const source of sources) {
    const from = layerOf(source.path);
    if (from.kind !== "core") continue;
    for (const { specifier } of importsOf(source)) {
      const target = targetOf(source, specifier);
      const to = target === undefined ? undefined : layerOf(target);
      if (to?.kind !== "core" || to.folder === from.folder) continue;
      needs.set(from.folder, (needs.get(from.folder) ?? new Set()).add(to.folder));
    }
  }
  const found = new Set<string>();
  const visit = (folder: string, path: readonly string[]): void => {
    const since = path.indexOf(folder);
    if (since >= 0) {
      const ring = path.slice(since);
      const first = ring.indexOf([...ring].sort()[0] ?? "");
      const turned = [...ring.slice(first), ...ring.slice(0, first)];
      found.add(`pipelines: core folders need each other: ${[...turned, turned[0]].join(" -> ")}`);
      return;
    }
    for (const next of needs.get(folder) ?? []) visit(next, [...path, folder]);
  };
  for (const folder of needs.keys()) visit(folder, []);
  return [...found];
}
