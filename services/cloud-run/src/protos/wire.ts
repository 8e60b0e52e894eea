import type protobuf from "protobufjs";
import type { PlainMessage } from "../plain-message.js";
import { StatusError } from "../status.js";
import { type FieldShape, shapeOf, type ValueKind } from "./shape.js";

/** Reads protobuf. INVALID_ARGUMENT where it is not a message of that type, or has an enum value that is unknown. */
export function decodeMessage(type: protobuf.Type, bytes: Uint8Array): PlainMessage {
  try {
    return canonical(type, type.toObject(type.decode(bytes), { longs: String, enums: String }));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StatusError("INVALID_ARGUMENT", `Request is not a valid ${shapeOf(type).fullName}: ${reason}`);
  }
}

/** Writes protobuf. Throws an Error where the message does not fit the type, which is a fault of who made it. */
export function encodeMessage(type: protobuf.Type, plain: PlainMessage): Buffer {
  return Buffer.from(type.encode(type.fromObject(canonical(type, plain))).finish());
}

/**
 * The one form of a message: zeros that mean "not set" (proto3 without presence), empty lists and empty maps left out,
 * so that a handler sees the same whatever the client put on the wire.
 */
export function canonical(type: protobuf.Type, plain: PlainMessage): PlainMessage {
  const { fields, fullName } = shapeOf(type);
  const kept: [string, unknown][] = [];
  for (const [name, value] of Object.entries(plain)) {
    if (value === undefined || value === null) continue;
    const field = fields.get(name);
    if (field === undefined) throw new Error(`${fullName} has no field ${name}`);
    const settled = canonicalField(field, value);
    if (settled !== undefined) kept.push([name, settled]);
  }
  return Object.fromEntries(kept);
}

function canonicalField(field: FieldShape, value: unknown): unknown {
  switch (field.plurality) {
    case "list": {
      if (!Array.isArray(value)) throw new Error(`${field.name} is not a list`);
      return value.length === 0 ? undefined : value.map((element) => canonicalValue(field.value, element));
    }
    case "map": {
      const entries = Object.entries(value as object);
      if (entries.length === 0) return undefined;
      return Object.fromEntries(entries.map(([key, element]) => [key, canonicalValue(field.value, element)]));
    }
    case "one": {
      const settled = canonicalValue(field.value, value);
      return field.hasPresence || !isZero(field.value, settled) ? settled : undefined;
    }
    default:
      return field.plurality satisfies never;
  }
}

function canonicalValue(kind: ValueKind, value: unknown): unknown {
  switch (kind.kind) {
    case "message":
      return canonical(kind.type, value as PlainMessage);
    case "enum": {
      const name = typeof value === "number" ? kind.type.valuesById[value] : String(value);
      if (name === undefined || !Object.hasOwn(kind.type.values, name)) {
        throw new Error(`${kind.type.name} has no value ${String(value)}`);
      }
      return name;
    }
    case "scalar":
      return canonicalScalar(kind.scalar, value);
    default:
      return kind satisfies never;
  }
}

function canonicalScalar(scalar: string, value: unknown): unknown {
  if (scalar === "bytes") return toBuffer(value);
  if (scalar.endsWith("64")) return String(value);
  return value;
}

function toBuffer(value: unknown): Buffer {
  if (Buffer.isBuffer(value)) return value;
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (typeof value === "string") return Buffer.from(value, "base64");
  throw new Error("bytes are neither a Buffer nor base64");
}

/** Whether a value is what its field has when nobody set it. Minus zero is not. */
export function isZero(kind: ValueKind, value: unknown): boolean {
  if (kind.kind === "message") return false;
  if (kind.kind === "enum") return kind.type.values[String(value)] === 0;
  if (kind.scalar === "bytes") return (value as Buffer).length === 0;
  if (kind.scalar === "string") return value === "";
  return Object.is(value, 0) || value === "0" || value === false;
}
