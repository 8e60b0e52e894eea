import type protobuf from "protobufjs";
import type { PlainMessage } from "../plain-message.js";
import { lookup, packAny, typeNameOf } from "./any.js";
import { complain, complainOfValue, isTooDeep, type Place } from "./json-place.js";
import { scalarOf } from "./json-scalar.js";
import { isSpecial } from "./json-write.js";
import { snakeCase } from "./shape.js";
import { durationOf, timestampOf } from "./timestamp.js";

/** A message that has a JSON form of its own; undefined for all others. What is wrong is noted, and `{}` given. */
export function readSpecial(
  fullName: string,
  json: unknown,
  place: Place,
  readMessage: ReadMessage,
): PlainMessage | undefined {
  return isSpecial(fullName) ? (READERS[fullName]?.(json, place, readMessage) ?? {}) : undefined;
}

/** Reads what an Any holds. */
export type ReadMessage = (type: protobuf.Type, json: unknown, place: Place) => PlainMessage;

type Reader = (json: unknown, place: Place, readMessage: ReadMessage) => PlainMessage | undefined;

const text =
  (name: string, read: (text: string) => PlainMessage | undefined, hint: string): Reader =>
  (json, place) => {
    const expected = `type.googleapis.com/google.protobuf.${name}`;
    if (typeof json !== "string") return complainOfValue(place, expected, json);
    const message = read(json);
    if (message !== undefined) return message;
    return complain(place, `Invalid value at '${place.path}' (${expected}), Field '${lastName(place)}', ${hint}`);
  };

const wrapper =
  (scalar: string): Reader =>
  (json, place) => {
    const value = scalarOf(scalar, json);
    return value === undefined ? complainOfValue(place, `TYPE_${scalar.toUpperCase()}`, json) : { value };
  };

const READERS: Readonly<Record<string, Reader>> = {
  "google.protobuf.Timestamp": text(
    "Timestamp",
    timestampOf,
    "Illegal timestamp format; timestamps must end with 'Z' or have a valid timezone offset.",
  ),
  "google.protobuf.Duration": text("Duration", durationOf, "Illegal duration format; duration must end with 's'"),
  "google.protobuf.FieldMask": text("FieldMask", fieldMaskOf, "Illegal field mask"),
  "google.protobuf.Any": anyOf,
  "google.protobuf.Struct": structOf,
  "google.protobuf.ListValue": listOf,
  "google.protobuf.Value": dynamicOf,
  "google.protobuf.DoubleValue": wrapper("double"),
  "google.protobuf.FloatValue": wrapper("float"),
  "google.protobuf.Int64Value": wrapper("int64"),
  "google.protobuf.UInt64Value": wrapper("uint64"),
  "google.protobuf.Int32Value": wrapper("int32"),
  "google.protobuf.UInt32Value": wrapper("uint32"),
  "google.protobuf.BoolValue": wrapper("bool"),
  "google.protobuf.StringValue": wrapper("string"),
  "google.protobuf.BytesValue": wrapper("bytes"),
};

function lastName(place: Place): string {
  return place.path.slice(place.path.lastIndexOf(".") + 1);
}

/** Paths in the .proto's names, whichever the client used. */
function fieldMaskOf(json: string): PlainMessage {
  const paths = json.split(",").flatMap((path) => (path.trim() === "" ? [] : [snakeCase(path.trim())]));
  return paths.length === 0 ? {} : { paths };
}

function anyOf(json: unknown, place: Place, readMessage: ReadMessage): PlainMessage | undefined {
  const expected = "type.googleapis.com/google.protobuf.Any";
  if (typeof json !== "object" || json === null) return complainOfValue(place, expected, json);
  const { "@type": typeUrl, ...fields } = json as PlainMessage;
  if (typeUrl === undefined && Object.keys(fields).length === 0) return {};
  const typeName = typeNameOf(String(typeUrl ?? ""));
  const type = lookup(typeName);
  if (type === undefined) {
    return complain(place, `Invalid value at '${place.path}' (${expected}), Missing or unknown @type for any field`);
  }
  const held = isSpecial(typeName) ? fields["value"] : fields;
  const faults = place.violations.length;
  const message = readMessage(type, held, { ...place, depth: place.depth + 1 });
  return place.violations.length > faults ? undefined : { ...packAny(typeName, message), type_url: String(typeUrl) };
}

function structOf(json: unknown, place: Place): PlainMessage | undefined {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    return complainOfValue(place, "type.googleapis.com/google.protobuf.Struct", json);
  }
  const entries = Object.entries(json).map(([key, value]) => [key, dynamicOf(value, deeper(place))] as const);
  return entries.length === 0 ? {} : { fields: Object.fromEntries(entries) };
}

function listOf(json: unknown, place: Place): PlainMessage | undefined {
  if (!Array.isArray(json)) return complainOfValue(place, "type.googleapis.com/google.protobuf.ListValue", json);
  return json.length === 0 ? {} : { values: json.map((value) => dynamicOf(value, deeper(place))) };
}

function dynamicOf(json: unknown, place: Place): PlainMessage {
  if (isTooDeep(place)) return {};
  if (typeof json === "string") return { stringValue: json };
  if (typeof json === "number") return { numberValue: json };
  if (typeof json === "boolean") return { boolValue: json };
  if (Array.isArray(json)) return { listValue: listOf(json, place) ?? {} };
  if (json !== null && json !== undefined) return { structValue: structOf(json, place) ?? {} };
  return { nullValue: "NULL_VALUE" };
}

function deeper(place: Place): Place {
  return { ...place, depth: place.depth + 1 };
}
