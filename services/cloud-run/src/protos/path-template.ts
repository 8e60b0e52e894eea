/** Values of a path's variables by the field they belong to, such as `service.name`. */
export type PathFields = Readonly<Record<string, string>>;

/** Gives the variables of a path that fits the template, or undefined. */
export type PathMatcher = (path: string) => PathFields | undefined;

const PIECE = /\{(?<field>[^=}]+)(?:=(?<pattern>[^}]+))?\}|(?<literal>[^{]+)/g;

/**
 * A matcher for a path template of google.api.http, such as `/v2/{name=projects/*\/locations/*}/services:verb`.
 * https://github.com/googleapis/googleapis/blob/master/google/api/http.proto
 */
export function pathMatcher(template: string): PathMatcher {
  const fields: string[] = [];
  // A colon in the last segment begins a verb, and so belongs to no variable.
  let source = /:[a-zA-Z]+$/.test(template) ? "" : "(?!.*:[^/]*$)";
  for (const { groups } of template.matchAll(PIECE)) {
    if (groups?.["literal"] !== undefined) source += patternSource(groups["literal"]);
    else {
      fields.push(groups?.["field"] ?? "");
      source += `(${patternSource(groups?.["pattern"] ?? "*")})`;
    }
  }
  const whole = new RegExp(`^${source}$`);
  return (path) => {
    const match = whole.exec(path);
    if (match === null) return undefined;
    const values = fields.map((field, at) => [field, decode(match[at + 1] ?? "")] as const);
    return values.some(([, value]) => value === undefined) ? undefined : (Object.fromEntries(values) as PathFields);
  };
}

function patternSource(pattern: string): string {
  return pattern
    .split(/(\*\*|\*)/)
    .map((part) => {
      if (part === "**") return ".+";
      if (part === "*") return "[^/]+";
      return part.replace(/[.+?^$()|[\]\\]/g, "\\$&");
    })
    .join("");
}

/** Percent signs undone, but for slashes: a `%2F` never becomes a segment of its own. Undefined where they are malformed. */
function decode(text: string): string | undefined {
  try {
    return text
      .split(/(%2f)/i)
      .map((part) => (/^%2f$/i.test(part) ? part : decodeURIComponent(part)))
      .join("");
  } catch {
    return undefined;
  }
}
