interface Exception {
  readonly covers: (path: string, file: string) => boolean;
  readonly because: string;
}

/**
 * Files outside all services that are nevertheless not shared by them. The list is closed and short on purpose: a file
 * that is wrongly here is a change that is not released. Not here are .gitattributes, which changes what a checkout
 * holds, and .dockerignore, which changes what a build sees.
 */
const EXCEPTIONS: readonly Exception[] = [
  { covers: (_, file) => file.endsWith(".md"), because: "prose for readers of the repository" },
  { covers: (_, file) => /^(LICENSE|NOTICE)(\.txt)?$/.test(file), because: "a licence does not change what runs" },
  { covers: (path) => path.startsWith("docs/"), because: "prose for readers of the repository" },
  { covers: (path) => path.startsWith(".github/"), because: "says when a release runs, not what is in it" },
  { covers: (_, file) => file === ".gitignore", because: "read by git before a file is committed" },
  { covers: (_, file) => file === ".editorconfig", because: "read by editors alone" },
];

/** Why a file outside all services concerns none of them; undefined where it may concern every one. */
export function whyNotShared(path: string): string | undefined {
  const file = path.slice(path.lastIndexOf("/") + 1);
  return EXCEPTIONS.find(({ covers }) => covers(path, file))?.because;
}
