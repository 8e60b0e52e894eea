import type protobuf from "protobufjs";
import type { PlainMessage } from "../plain-message.js";
import { lookup, typeNameOf, unpackAny } from "./any.js";
import { shapeOf, type ValueKind } from "./shape.js";
import { durationText, timestampText } from "./timestamp.js";
import { canonical } from "./wire.js";

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** How to write. */
export interface JsonForm {
  /** Enums by number, as `$alt=json;enum-encoding=int` asks for. */
  readonly hasNumericEnums?: boolean;
}

/** The JSON form of proto3, as Google's servers give it. Throws an Error where the message does not fit the type. */
export function toJson(type: protobuf.Type, plain: PlainMessage, form: JsonForm = {}): Json {
  return messageJson(type, canonical(type, plain), form);
}

function messageJson(type: protobuf.Type, plain: PlainMessage, form: JsonForm): Json {
  const { fields, fullName } = shapeOf(type);
  const special = SPECIAL[fullName];
  if (special !== undefined) return special(plain, form);
  return Object.fromEntries(
    Object.entries(plain).flatMap(([name, value]): [string, Json][] => {
      const field = fields.get(name);
      if (field === undefined) return [];
      if (field.plurality === "list") {
        return [[name, (value as unknown[]).map((element) => valueJson(field.value, element, form))]];
      }
      if (field.plurality === "map") return [[name, mapJson(field.value, value as PlainMessage, form)]];
      return [[name, valueJson(field.value, value, form)]];
    }),
  );
}

function mapJson(kind: ValueKind, map: PlainMessage, form: JsonForm): Json {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, valueJson(kind, value, form)]));
}

function valueJson(kind: ValueKind, value: unknown, form: JsonForm): Json {
  if (kind.kind === "message") return messageJson(kind.type, value as PlainMessage, form);
  if (kind.kind === "enum") {
    if (kind.type.name === "NullValue") return null;
    return form.hasNumericEnums ? (kind.type.values[String(value)] ?? 0) : String(value);
  }
  if (Buffer.isBuffer(value)) return value.toString("base64");
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  return value as Json;
}

type Special = (plain: PlainMessage, form: JsonForm) => Json;

const wrapper =
  (kind: string, zero: Json): Special =>
  (plain, form) =>
    plain["value"] === undefined ? zero : valueJson({ kind: "scalar", scalar: kind }, plain["value"], form);

/** Messages that have a JSON form of their own. https://protobuf.dev/programming-guides/json/ */
const SPECIAL: Readonly<Record<string, Special>> = {
  "google.protobuf.Timestamp": timestampText,
  "google.protobuf.Duration": durationText,
  "google.protobuf.FieldMask": (plain) => ((plain["paths"] ?? []) as string[]).map(camelCase).join(","),
  "google.protobuf.Any": anyJson,
  "google.protobuf.Struct": structJson,
  "google.protobuf.ListValue": listJson,
  "google.protobuf.Value": dynamicJson,
  "google.protobuf.DoubleValue": wrapper("double", 0),
  "google.protobuf.FloatValue": wrapper("float", 0),
  "google.protobuf.Int64Value": wrapper("int64", "0"),
  "google.protobuf.UInt64Value": wrapper("uint64", "0"),
  "google.protobuf.Int32Value": wrapper("int32", 0),
  "google.protobuf.UInt32Value": wrapper("uint32", 0),
  "google.protobuf.BoolValue": wrapper("bool", false),
  "google.protobuf.StringValue": wrapper("string", ""),
  "google.protobuf.BytesValue": wrapper("bytes", ""),
};

/** Whether a message of that full name is written as something else than its fields. */
export function isSpecial(fullName: string): boolean {
  return Object.hasOwn(SPECIAL, fullName);
}

function anyJson(any: PlainMessage, form: JsonForm): Json {
  if (any["type_url"] === undefined) return {};
  const typeUrl = String(any["type_url"]);
  const type = lookup(typeNameOf(typeUrl));
  const held = unpackAny(any);
  if (type === undefined || held === undefined) throw new Error(`an Any holds a ${typeUrl}, which is not known`);
  const json = messageJson(type, held.message, form);
  if (isSpecial(held.typeName)) return { "@type": typeUrl, value: json };
  return { "@type": typeUrl, ...(json as { [name: string]: Json }) };
}

function structJson(struct: PlainMessage): Json {
  const fields = (struct["fields"] ?? {}) as Record<string, PlainMessage>;
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, dynamicJson(value)]));
}

function listJson(list: PlainMessage): Json {
  return ((list["values"] ?? []) as PlainMessage[]).map(dynamicJson);
}

function dynamicJson(value: PlainMessage): Json {
  if (value["structValue"] !== undefined) return structJson(value["structValue"] as PlainMessage);
  if (value["listValue"] !== undefined) return listJson(value["listValue"] as PlainMessage);
  return (value["stringValue"] ?? value["numberValue"] ?? value["boolValue"] ?? null) as Json;
}

function camelCase(path: string): string {
  return path.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
