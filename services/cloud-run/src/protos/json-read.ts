import type protobuf from "protobufjs";
import type { PlainMessage } from "../plain-message.js";
import { type FieldViolation, StatusError } from "../status.js";
import { complain, complainOfValue, isTooDeep, type Place, within } from "./json-place.js";
import { enumNameOf, scalarOf } from "./json-scalar.js";
import { readSpecial } from "./json-special.js";
import { type FieldShape, fullNameOf, type MessageShape, shapeOf, type ValueKind } from "./shape.js";
import { canonical, isZero } from "./wire.js";

/**
 * A plain message from the JSON form of proto3, with names in camelCase or as in the .proto. INVALID_ARGUMENT with one
 * violation per fault, worded as Google's servers do, where a name is unknown or a value is not of its type.
 */
export function fromJson(type: protobuf.Type, json: unknown): PlainMessage {
  const violations: FieldViolation[] = [];
  const message = readMessage(type, json, { path: "", depth: 0, violations });
  if (violations.length === 0) return message;
  throw new StatusError("INVALID_ARGUMENT", violations.map(({ description }) => description).join("\n"), violations);
}

/** A message, with what is wrong in it noted and left out. */
function readMessage(type: protobuf.Type, json: unknown, place: Place): PlainMessage {
  if (isTooDeep(place)) return {};
  const shape = shapeOf(type);
  const special = readSpecial(shape.fullName, json, place, readMessage);
  if (special !== undefined) return canonical(type, special);
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    if (place.path === "") complain(place, unknownName("", place, "Root element must be a message."));
    else if (Array.isArray(json)) complainOfList(place);
    else complainOfValue(place, `type.googleapis.com/${shape.fullName}`, json);
    return {};
  }
  return readFields(shape, json as PlainMessage, place);
}

function readFields(shape: MessageShape, json: PlainMessage, place: Place): PlainMessage {
  const message = new Map<string, unknown>();
  const oneofs = new Map<string, string>();
  for (const [name, value] of Object.entries(json)) {
    const field = shape.byEitherName.get(name);
    if (field === undefined) {
      complain(place, unknownName(name, place, "Cannot find field."));
      continue;
    }
    if (value === null && !takesNull(field)) continue;
    const before = field.oneof === undefined ? undefined : oneofs.get(field.oneof);
    if (before !== undefined && before !== field.name) {
      complain(
        place,
        `Invalid value at '${place.path}' (oneof), oneof field '${field.oneof}' is already set. Cannot set '${field.name}'`,
      );
    }
    if (field.oneof !== undefined) oneofs.set(field.oneof, field.name);
    const read = readField(field, value, within(place, field.protoName));
    if (read === undefined) continue;
    message.set(field.name, read);
  }
  return Object.fromEntries(message);
}

function readField(field: FieldShape, json: unknown, place: Place): unknown {
  switch (field.plurality) {
    case "list": {
      if (!Array.isArray(json)) return complainOfValue(place, expectation(field.value), json);
      if (json.length === 0) return undefined;
      return json.map((element, at) => readValue(field.value, element, { ...place, path: `${place.path}[${at}]` }));
    }
    case "map": {
      if (typeof json !== "object" || Array.isArray(json)) return complainOfValue(place, "map", json);
      const entries = Object.entries(json as object);
      if (entries.length === 0) return undefined;
      return Object.fromEntries(
        entries.map(([key, value]) => [
          key,
          readValue(field.value, value, { ...place, path: `${place.path}[${key}]` }),
        ]),
      );
    }
    case "one": {
      if (Array.isArray(json) && !takesList(field)) return complainOfList(place);
      const value = readValue(field.value, json, place);
      return value === undefined || field.hasPresence || !isZero(field.value, value) ? value : undefined;
    }
    default:
      return field.plurality satisfies never;
  }
}

function readValue(kind: ValueKind, json: unknown, place: Place): unknown {
  if (kind.kind === "message") return readMessage(kind.type, json, place);
  const value = kind.kind === "enum" ? enumNameOf(kind.type, json) : scalarOf(kind.scalar, json);
  return value === undefined ? complainOfValue(place, expectation(kind), json) : value;
}

/** `TYPE_INT32`, or a type's URL. */
function expectation(kind: ValueKind): string {
  return kind.kind === "scalar" ? `TYPE_${kind.scalar.toUpperCase()}` : `type.googleapis.com/${fullNameOf(kind.type)}`;
}

function complainOfList(place: Place): undefined {
  const dot = place.path.lastIndexOf(".");
  const parent = { ...place, path: dot < 0 ? "" : place.path.slice(0, dot) };
  const reason = "Proto field is not repeating, cannot start list.";
  return complain(parent, unknownName(place.path.slice(dot + 1), parent, reason));
}

function unknownName(name: string, place: Place, reason: string): string {
  const where = place.path === "" ? "" : ` at '${place.path}'`;
  return `Invalid JSON payload received. Unknown name "${name.slice(0, 200)}"${where}: ${reason}`;
}

function takesNull(field: FieldShape): boolean {
  return field.value.kind === "message" && fullNameOf(field.value.type) === "google.protobuf.Value";
}

function takesList(field: FieldShape): boolean {
  if (field.value.kind !== "message") return false;
  return /^google\.protobuf\.(Value|ListValue)$/.test(fullNameOf(field.value.type));
}
