const NAMED = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

/** CDATA, a comment, a tag, a reference; the end of the text stands for an end that was cut away. */
const MARKUP = /<!\[CDATA\[(.*?)(?:\]\]>|$)|<!--.*?(?:-->|$)|<[^>]*(?:>|$)|&(#?\w{1,10});/gs;

/**
 * Text without markup, in which only the five references that XML itself has and those by number are decoded. Any other
 * stays as it is written: nothing that a document declares is ever expanded. Source: https://www.w3.org/TR/xml/#sec-references
 */
export function decoded(raw: string): string {
  return raw.replaceAll(MARKUP, (markup: string, cdata?: string, reference?: string) => {
    if (reference === undefined) return cdata ?? "";
    return NAMED.get(reference) ?? byNumber(reference) ?? markup;
  });
}

function byNumber(reference: string): string | undefined {
  const digits = /^#(?:x([\da-f]+)|(\d+))$/i.exec(reference);
  if (digits === null) return undefined;
  const point = digits[1] === undefined ? Number(digits[2]) : Number.parseInt(digits[1], 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
}

const ESCAPE = "\u001b";
const COLORS = new RegExp(`(?:${ESCAPE}|#x1B)\\[[\\d;]*[A-Za-z]`, "g");

/** One line for people, not endless: no colours (pytest writes them as `#x1B[31m`), no other control characters. */
export function oneLine(text: string, longest = 300): string {
  const plain = text
    .replaceAll(COLORS, "")
    .replaceAll(/[\p{Cc}\p{Cs}\s]+/gu, " ")
    .trim();
  const characters = plain.length <= longest ? undefined : [...plain];
  if (characters === undefined || characters.length <= longest) return plain;
  return `${characters.slice(0, longest - 3).join("")}...`;
}
