/** One entry of a diff. Paths are relative to the top of the repository, with `/` between their parts. */
export type Change =
  | { readonly kind: "added" | "modified" | "deleted" | "retyped" | "unmerged" | "unknown"; readonly path: string }
  | {
      readonly kind: "renamed" | "copied";
      readonly from: string;
      readonly path: string;
      /** How much of the old content is in the new file, 0 to 100. */
      readonly similarityPercent: number;
    };

/** The paths whose content is other than before. A rename has two: the old one is gone. What was copied is still there. */
export function pathsOf(change: Change): readonly string[] {
  return change.kind === "renamed" ? [change.from, change.path] : [change.path];
}
