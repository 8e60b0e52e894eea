/**
 * The value at a path such as `$.items[0].id`, or undefined. The form is the part of RFC 9535 that names one value: child
 * names and array indices; the config's schema admits no other.
 */
export function valueAt(json: unknown, path: string): unknown {
  let value = json;
  for (const [, name, index] of path.slice(1).matchAll(/\.([A-Za-z_][\w-]*)|\[(\d+)\]/g)) {
    if (typeof value !== "object" || value === null) return undefined;
    if (index !== undefined) value = Array.isArray(value) ? value[Number(index)] : undefined;
    // RFC 9535, section 2.3.1: a name selects nothing in a list, not even its length.
    else if (Array.isArray(value)) value = undefined;
    else value = Object.hasOwn(value, name ?? "") ? (value as Record<string, unknown>)[name ?? ""] : undefined;
  }
  return value;
}
