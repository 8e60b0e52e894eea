import fc from "fast-check";

interface Passed {
  readonly kind: "test";
  readonly name: string;
  readonly state: "passed" | "skipped";
  readonly millis: number;
}

interface Failed {
  readonly kind: "test";
  readonly name: string;
  readonly state: "failed";
  readonly message: string;
  readonly millis: number;
  readonly how: How;
}

/** A part of a report before it is printed: what any reader must find in it again. */
export type Item =
  | Passed
  | Failed
  | { readonly kind: "suite"; readonly name: string; readonly items: readonly Item[] }
  | { readonly kind: "noise"; readonly xml: string };

type How = "attribute" | "text" | "cdata" | "both";

/** Letters that XML, colours and lines are made of; a test's name has no space at its ends. */
const word = fc
  .string({
    unit: fc.constantFrom("a", "b", "Z", "7", "<", ">", "&", '"', "'", "]", "é", "🙂", "&lt;", "]]>", "/"),
    maxLength: 12,
  })
  .map((text) => `x${text}x`);

const noise = fc.constantFrom(
  "\n  ",
  "<!-- <testcase/> -->",
  "<?pi <testcase/> ?>",
  "<system-out><![CDATA[<testcase/></testsuite>]]></system-out>",
  '<properties><property name="a" value="<"/></properties>',
);

const millis = fc.integer({ min: 0, max: 100_000 });
const how = fc.constantFrom<How>("attribute", "text", "cdata", "both");

const leaf: fc.Arbitrary<Item> = fc.oneof(
  fc.record({ kind: fc.constant("test"), name: word, state: fc.constantFrom("passed", "skipped"), millis }),
  fc.record({ kind: fc.constant("test"), name: word, state: fc.constant("failed"), message: word, millis, how }),
  fc.record({ kind: fc.constant("noise"), xml: noise }),
);

export const items: fc.Arbitrary<readonly Item[]> = fc.letrec<{ items: Item[]; suite: Item }>((tie) => ({
  items: fc.array(fc.oneof({ maxDepth: 4 }, leaf, leaf, tie("suite")), { maxLength: 5 }),
  suite: fc.record({ kind: fc.constant("suite"), name: word, items: tie("items") }),
})).items;

export function printed(list: readonly Item[]): string {
  return `<?xml version="1.0"?>\n<testsuites tests="77" failures="0">${list.map(print).join("")}</testsuites>\n`;
}

function print(item: Item): string {
  if (item.kind === "noise") return item.xml;
  if (item.kind === "suite") {
    return `<testsuite failures="0" name="${escaped(item.name)}">${item.items.map(print).join("\n")}</testsuite>`;
  }
  return printTest(item);
}

function printTest(item: Passed | Failed): string {
  const start = `<testcase name='${escaped(item.name)}' time="${item.millis / 1000}"`;
  if (item.state !== "failed") {
    if (item.state === "skipped") return `${start}><skipped/></testcase>`;
    return item.millis % 2 === 0 ? `${start}/>` : `${start}></testcase>`;
  }
  const attribute = item.how === "attribute" || item.how === "both" ? ` message="${escaped(item.message)}"` : "";
  return `${start}><failure${attribute}>${content(item.message, item.how)}</failure></testcase>`;
}

function content(message: string, form: How): string {
  if (form === "attribute") return "";
  return form === "cdata" ? `<![CDATA[${message.replaceAll("]]>", "]]]]><![CDATA[>")}]]>` : `\n${escaped(message)}\n`;
}

function escaped(text: string): string {
  return text.replaceAll(/[<>&"'é]/g, (character) =>
    character === "<" ? "&lt;" : `&#${character === "'" ? "x27" : character.codePointAt(0)};`,
  );
}
