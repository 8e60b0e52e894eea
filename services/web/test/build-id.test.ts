import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { buildIdOf } from "../build-id";

const here = join(import.meta.dirname, "..");

function copy(): string {
  const folder = mkdtempSync(join(tmpdir(), "web-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const part of ["src", "public", "next.config.ts", "package-lock.json", "tsconfig.json"]) {
    cpSync(join(here, part), join(folder, part), { recursive: true });
  }
  return folder;
}

it("is the same for the same source in another folder", () => {
  expect(buildIdOf(copy())).toBe(buildIdOf(here));
});

it("is another one when a file has changed or is new", () => {
  const [changed, added] = [copy(), copy()];
  writeFileSync(join(changed, "public/icon.svg"), "<svg/>");
  writeFileSync(join(added, "src/app/extra.ts"), "");
  expect(new Set([buildIdOf(here), buildIdOf(changed), buildIdOf(added)]).size).toBe(3);
});
