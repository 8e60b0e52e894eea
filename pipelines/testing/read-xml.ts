import { XMLParser, XMLValidator } from "fast-xml-parser";
import { type Refused, refuse, type Subject } from "./problem.js";
import { refusedForSize } from "./size.js";
import { boundsOf, MOST_DEEP, UNPARSED } from "./xml-bounds.js";
import { elementsIn, type XmlElement } from "./xml-element.js";

type ReadXml = { readonly ok: true; readonly root: XmlElement } | Refused;

/**
 * The outermost element of a document, or why it cannot be trusted to be whole. A DOCTYPE may name a DTD, which is not
 * read, and may declare nothing; entities are left for those who ask for text. Never throws.
 */
export function readXml(xml: string, subject: Subject): ReadXml {
  const refusedSize = refusedForSize(xml, subject);
  if (refusedSize) return refusedSize;
  const text = xml.trim();
  if (!text.startsWith("<")) return refuse(subject, "not-xml", "a beginning that is no tag");
  const bounds = boundsOf(text);
  switch (bounds) {
    case "cut-off":
      return refuse(subject, "cut-off", `${text.length} characters, and no end of the outermost tag`);
    case "declares":
      return refuse(subject, "unsafe-xml", "a DOCTYPE with declarations of its own");
    case "too-deep":
      return refuse(subject, "unsafe-xml", `tags in more than ${MOST_DEEP} others`);
    case "too-long":
      return refuse(subject, "too-large", "a tag or a text of more than 2 million characters");
    case "whole":
      return parsed(text, subject);
    default:
      return bounds satisfies never;
  }
}

function parsed(text: string, subject: Subject): ReadXml {
  const valid = XMLValidator.validate(text);
  if (valid !== true) return refuse(subject, "not-xml", `a mistake in line ${valid.err.line}`);
  if (!text.endsWith(">")) return refuse(subject, "not-xml", "text after its end");
  const [root, ...others] = documentOf(text);
  if (root === undefined)
    return refuse(subject, "unsafe-xml", "what the parser refuses, such as a tag named __proto__");
  return others.length === 0 ? { ok: true, root } : refuse(subject, "not-xml", "more than one outermost tag");
}

function documentOf(text: string): XmlElement[] {
  const parser = new XMLParser({
    preserveOrder: true,
    processEntities: false,
    maxNestedTags: MOST_DEEP,
    ignoreAttributes: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
    parseTagValue: false,
    jPath: false,
    stopNodes: UNPARSED.map((name) => `..${name}`),
  });
  try {
    return [...elementsIn(parser.parse(text))];
  } catch {
    return [];
  }
}
