import type protobuf from "protobufjs";
import type { PlainMessage } from "../../src/plain-message.js";
import {
  type ApiMethod,
  type FieldShape,
  fullNameOf,
  type HttpBinding,
  type Json,
  packAny,
  shapeOf,
  snakeCase,
  toJson,
  type ValueKind,
} from "../../src/protos/index.js";

const SPECIAL: Readonly<Record<string, PlainMessage>> = {
  "google.protobuf.Timestamp": { seconds: "1767225600", nanos: 5_000_000 },
  "google.protobuf.Duration": { seconds: "90" },
  "google.protobuf.FieldMask": { paths: ["traffic", "launch_stage"] },
  "google.protobuf.Any": packAny("google.cloud.run.v2.Service", { name: "in an Any", generation: "3" }),
  "google.protobuf.Struct": { fields: { a: { stringValue: "b" } } },
};

/** A message with every field set, but for those so deep that they have fields of their own again. */
export function sample(type: protobuf.Type, depth = 0): PlainMessage {
  const special = SPECIAL[fullNameOf(type)];
  if (special !== undefined) return special;
  const oneofs = new Set<string>();
  const fields = [...shapeOf(type).fields.values()].filter(({ value, oneof }) => {
    if (depth > 3 && value.kind === "message") return false;
    if (oneof !== undefined && oneofs.has(oneof)) return false;
    if (oneof !== undefined) oneofs.add(oneof);
    return true;
  });
  return Object.fromEntries(fields.map((field) => [field.name, sampleField(field, depth)]));
}

function sampleField(field: FieldShape, depth: number): unknown {
  const value = sampleValue(field.value, field.name, depth + 1);
  if (field.plurality === "list") return [value, value];
  return field.plurality === "map" ? { key: value } : value;
}

function sampleValue(kind: ValueKind, name: string, depth: number): unknown {
  if (kind.kind === "message") return sample(kind.type, depth);
  if (kind.kind === "enum") return Object.keys(kind.type.values).at(-1);
  if (kind.scalar === "string") return `${name} & more`;
  if (kind.scalar === "bool") return true;
  if (kind.scalar === "bytes") return Buffer.from(name);
  return kind.scalar.endsWith("64") ? "9007199254740993" : 7;
}

/** A request as HTTP has it by one binding, and as its handler is to see it. */
export interface HttpSample {
  readonly request: PlainMessage;
  readonly path: string;
  readonly body: string | undefined;
}

/** What of a sample request can be said by a binding, and how it is said. */
export function httpSample(method: ApiMethod, { template, body }: HttpBinding): HttpSample {
  const request = sample(method.requestType);
  const inPath = new Set<string>();
  const path = template.replace(/\{([^=}]+)=([^}]+)\}/g, (_, field: string, pattern: string) => {
    const value = pattern.replaceAll("**", "a/b").replaceAll("*", "x-1");
    const [outer = "", inner] = field.split(".");
    if (inner === undefined) {
      request[outer] = value;
      inPath.add(outer);
    } else request[outer] = { ...(request[outer] as PlainMessage), [inner]: value };
    return value;
  });
  const json = toJson(method.requestType, request) as Record<string, Json>;
  const rest = Object.fromEntries(Object.entries(json).filter(([name]) => !inPath.has(name)));
  if (body === "*") return { request, path, body: JSON.stringify(rest) };
  const { [body ?? ""]: inBody, [camelCase(body)]: inCamel, ...parameters } = rest;
  const query = new URLSearchParams(Object.entries(parameters).flatMap(([name, value]) => pairs(name, value)));
  const text = body === undefined ? undefined : JSON.stringify(inBody ?? inCamel);
  return { request, path: `${path}?${query}`, body: text };
}

function camelCase(name = ""): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** Every other name in snake_case, as both are taken. */
function pairs(name: string, value: Json): [string, string][] {
  if (Array.isArray(value)) return value.flatMap((element) => pairs(name, element));
  if (typeof value !== "object" || value === null) return [[name, String(value)]];
  return Object.entries(value).flatMap(([inner, one]) => pairs(`${name}.${snakeCase(inner)}`, one));
}
