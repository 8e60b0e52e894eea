import { decoded } from "./xml-text.js";

/** A node as fast-xml-parser gives it with `preserveOrder`: one tag with its content, attributes beside it. */
type XmlNode = Readonly<Record<string, unknown>> & { readonly ":@"?: Readonly<Record<string, string>> };

const ATTRIBUTES = ":@";
const TEXT = "#text";

/** One element of a document. Nothing of it is copied or decoded before it is asked for. */
export class XmlElement {
  readonly name: string;
  readonly #node: XmlNode;

  constructor(name: string, node: XmlNode) {
    this.name = name;
    this.#node = node;
  }

  /** An attribute with its entities decoded, of its first `longest` characters. */
  attribute(name: string, longest = 10_000): string | undefined {
    const value = this.#node[ATTRIBUTES]?.[`@_${name}`];
    return value === undefined ? undefined : decoded(value.slice(0, longest));
  }

  *children(name?: string): Generator<XmlElement> {
    for (const element of elementsIn(this.#node[this.name])) if (!name || element.name === name) yield element;
  }

  child(name: string): XmlElement | undefined {
    return this.children(name).next().value;
  }

  /** What stands in a tag that is not parsed, decoded and without tags, of its first `longest` characters. */
  text(longest = 10_000): string {
    const [content] = nodesIn(this.#node[this.name]);
    const raw = content?.[TEXT];
    return typeof raw === "string" ? decoded(raw.slice(0, longest)) : "";
  }
}

export function* elementsIn(nodes: unknown): Generator<XmlElement> {
  for (const node of nodesIn(nodes)) {
    const name = Object.keys(node).find((key) => key !== ATTRIBUTES);
    if (name !== undefined && name !== TEXT) yield new XmlElement(name, node);
  }
}

function nodesIn(nodes: unknown): readonly XmlNode[] {
  return Array.isArray(nodes) ? nodes : [];
}
