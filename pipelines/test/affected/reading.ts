import { affectedServices, type Change, type LocatedService } from "../../affected/index.js";

/** A service by its path; its image is built from there unless told otherwise. */
export function service(path: string, more: Partial<LocatedService> & { readonly context?: string } = {}) {
  const { context = path, name = path, needs = [] } = more;
  return { name, path, image: { context }, needs };
}

/** A change as git prints it, with blanks for NULs: `M a/b`, `R90 a/b a/c`. For paths without blanks. */
export function change(line: string): Change {
  const [status = "", first = "", second = ""] = line.split(" ");
  const score = Number(status.slice(1));
  const kinds = { A: "added", M: "modified", D: "deleted", T: "retyped", U: "unmerged", X: "unknown" } as const;
  if (status.startsWith("R")) return { kind: "renamed", from: first, path: second, similarityPercent: score };
  if (status.startsWith("C")) return { kind: "copied", from: first, path: second, similarityPercent: score };
  return { kind: kinds[status as keyof typeof kinds], path: first };
}

/** Changes as `git diff --name-status -z` prints them. */
export function printed(changes: readonly Change[]): string {
  const letters = { added: "A", modified: "M", deleted: "D", retyped: "T", unmerged: "U", unknown: "X" } as const;
  return changes
    .map((one) => {
      if (one.kind !== "renamed" && one.kind !== "copied") return `${letters[one.kind]}\0${one.path}\0`;
      const score = String(one.similarityPercent).padStart(3, "0");
      return `${one.kind === "renamed" ? "R" : "C"}${score}\0${one.from}\0${one.path}\0`;
    })
    .join("");
}

/** Each taken service with the rule that took it, such as `web: own-files`. */
export function takenBy(question: Parameters<typeof affectedServices>[0]): string[] {
  return affectedServices(question).services.flatMap((one) =>
    one.taken ? [`${one.service}: ${one.why.rule}${one.why.rule === "needs" ? ` ${one.why.needed}` : ""}`] : [],
  );
}
