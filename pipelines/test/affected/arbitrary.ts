import fc from "fast-check";
import type { Change, LocatedService } from "../../affected/index.js";

/** Few names, so that folders nest and meet. */
const folder = fc
  .array(fc.constantFrom("a", "b", "docs"), { maxLength: 3 })
  .map((parts) => (parts.length === 0 ? "." : parts.join("/")));

const file = fc
  .tuple(
    fc.array(fc.constantFrom("a", "b", "docs", "ab"), { maxLength: 4 }),
    fc.constantFrom("x.ts", "README.md", "LICENSE", "slipway.yaml", ".gitignore", ".dockerignore", "a"),
  )
  .map(([parts, name]) => [...parts, name].join("/"));

/** Any path that git can hold: bytes except NUL, here as text. */
const anyPath = fc.string({ unit: "binary", minLength: 1, maxLength: 12 }).filter((text) => !text.includes("\0"));

function changeOf(path: fc.Arbitrary<string>): fc.Arbitrary<Change> {
  const single = fc.constantFrom("added", "modified", "deleted", "retyped", "unmerged", "unknown");
  const double = fc.constantFrom("renamed", "copied");
  return fc.oneof(
    fc.record({ kind: single, path }),
    fc.record({ kind: double, from: path, path, similarityPercent: fc.integer({ min: 0, max: 100 }) }),
  );
}

export const change = changeOf(file);
export const anyChange = changeOf(anyPath);

/** Up to six services whose paths, contexts and needs lie across each other; needs may form rings or name nobody. */
export const services: fc.Arbitrary<LocatedService[]> = fc
  .array(
    fc.record({
      path: folder,
      context: fc.option(folder, { nil: undefined }),
      needs: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { maxLength: 2 }),
    }),
    { maxLength: 6 },
  )
  .map((list) =>
    list.map(({ path, context = path, needs }, index) => ({
      name: `s${index}`,
      path,
      image: { context },
      needs: needs.map((needed) => `s${needed}`),
    })),
  );
