import { describe, expect, it } from "vitest";
import { hasBackend, moduleFolders } from "../../terraform/index.js";

const FILES = new Map([
  [
    "infra/environments/dev/main.tf",
    'module "a" {\n  source = "../../modules/a"\n}\nmodule "b" { source="../../modules/b/" }',
  ],
  ["infra/environments/dev/outputs.tf", 'output "x" { value = module.a.x }'],
  ["infra/modules/a/main.tf", 'module "c" {\n  source  =   "./inner"\n}'],
  ["infra/modules/a/inner/main.tf.json", '{"module": {"d": {"source": "../../d"}}}'],
  ["infra/modules/b/main.tf", 'module "a" { source = "../a" }\nmodule "r" { source = "hashicorp/x/google" }'],
  ["infra/modules/d/main.tf", 'module "me" { source = "../d" }\nmodule "out" { source = "../../../../outside" }'],
  ["infra/modules/unused/main.tf", ""],
]);

describe("moduleFolders", () => {
  it("follows local modules, each once, and leaves others and what is outside alone", () => {
    expect(moduleFolders(FILES, "infra/environments/dev")).toEqual([
      "infra/environments/dev",
      "infra/modules/a",
      "infra/modules/a/inner",
      "infra/modules/b",
      "infra/modules/d",
    ]);
  });

  it("knows a root module at the top", () => {
    expect(moduleFolders(new Map([["main.tf", 'module "a" { source = "./a" }']]), ".")).toEqual([".", "a"]);
  });
});

describe("hasBackend", () => {
  it.each([
    ["a backend", "infra/main.tf", 'terraform {\n  backend "gcs" {\n    bucket = "b"\n  }\n}', true],
    ["a cloud block", "infra/main.tf", "terraform {\n  cloud {\n  }\n}", true],
    ["JSON", "infra/main.tf.json", '{"terraform": {"backend": {"gcs": {}}}}', true],
    ["none", "infra/main.tf", "terraform {}", false],
    ["a backend service", "infra/main.tf", 'resource "google_compute_backend_service" "backend" {\n}', false],
    ["a backend in another folder", "infra/modules/a/main.tf", 'terraform {\n  backend "gcs" {\n  }\n}', false],
  ])("knows %s", (_, path, text, expected) => {
    expect(hasBackend(new Map([[path, text]]), "infra")).toBe(expected);
  });
});
