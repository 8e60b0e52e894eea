import { readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { inOrder } from "../../engine/part.js";
import { allParts } from "../../engine/parts.js";
import { IMAGES } from "../../images/index.js";
import { temporaryLayout } from "../temporary.js";

const FOLDER = join(import.meta.dirname, "..", "..", "images");

describe("IMAGES", () => {
  it("stand each after the ones they stand on", () => {
    for (const [index, { id, on }] of IMAGES.entries()) {
      const before = IMAGES.slice(0, index).map((image) => image.id);
      for (const base of on) expect(before, `${id} on ${base}`).toContain(base);
    }
  });

  it("have ids and names that are theirs alone", () => {
    const ids = IMAGES.map(({ id }) => id);
    const names = IMAGES.flatMap((image) => image.names);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(IMAGES.flatMap((image) => image.names))("name one version: %s", (name) => {
    expect(name).toMatch(/:(?!latest$)\w[\w.-]*$/);
  });

  it.each(IMAGES)("have the files that decide whether $id is built anew", ({ sources }) => {
    expect(sources.length).toBeGreaterThan(0);
    for (const source of sources) expect(statSync(join(FOLDER, source)).isFile(), source).toBe(true);
  });

  it.each(IMAGES)("count what the file of $id imports among those files", ({ sources }) => {
    // What every image shares changes none of them by itself.
    const shared = new Set(["image.ts"]);
    for (const source of sources.filter((file) => file.endsWith(".ts"))) {
      const { importedFiles } = ts.preProcessFile(readFileSync(join(FOLDER, source), "utf8"));
      const own = importedFiles.map(({ fileName }) => fileName).filter((name) => name.startsWith("."));
      for (const name of own) {
        const file = relative(FOLDER, join(FOLDER, dirname(source), name.replace(/\.js$/, ".ts")));
        if (!shared.has(file)) expect(sources).toContain(file);
      }
    }
  });

  it("need only parts that there are", () => {
    const parts = allParts(temporaryLayout());
    expect(() =>
      inOrder(
        parts,
        parts.map(({ id }) => id),
      ),
    ).not.toThrow();
    for (const { id } of IMAGES) expect(parts.map((part) => part.id)).toContain(`image-${id}`);
  });
});
