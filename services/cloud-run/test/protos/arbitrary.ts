import fc from "fast-check";
import type protobuf from "protobufjs";
import type { PlainMessage } from "../../src/plain-message.js";
import { type FieldShape, fullNameOf, packAny, shapeOf, type ValueKind } from "../../src/protos/index.js";

/** Any plain message of a type, in its one form: nothing in it that is zero and so would not be sent. */
export function anyMessage(type: protobuf.Type, depth = 0): fc.Arbitrary<PlainMessage> {
  const special = SPECIAL[fullNameOf(type)];
  if (special !== undefined) return special;
  const fields = [...shapeOf(type).fields.values()].filter((field) => depth < 4 || field.value.kind !== "message");
  const model = Object.fromEntries(fields.map((field) => [field.name, anyField(field, depth)]));
  return fc.record(model, { requiredKeys: [] }).map((message) => withOneOfEach(fields, message as PlainMessage));
}

/** Of the members of a oneof, the first that is there. */
function withOneOfEach(fields: readonly FieldShape[], message: PlainMessage): PlainMessage {
  const taken = new Set<string>();
  return Object.fromEntries(
    fields.flatMap(({ name, oneof }) => {
      if (!(name in message) || (oneof !== undefined && taken.has(oneof))) return [];
      if (oneof !== undefined) taken.add(oneof);
      return [[name, message[name]]];
    }),
  );
}

function anyField(field: FieldShape, depth: number): fc.Arbitrary<unknown> {
  const value = anyValue(field.value, depth + 1);
  if (field.plurality === "list") return fc.array(value, { minLength: 1, maxLength: 3 });
  if (field.plurality === "map") {
    const key = fc.string({ maxLength: 8 }).filter((text) => text !== "__proto__");
    return fc.dictionary(key, value, { minKeys: 1, maxKeys: 3, noNullPrototype: true });
  }
  return field.hasPresence ? value : value.filter((one) => !isUnset(field, one));
}

function isUnset(field: FieldShape, value: unknown): boolean {
  if (field.value.kind === "enum") return field.value.type.values[String(value)] === 0;
  if (field.value.kind === "scalar" && field.value.scalar === "string") return value === "";
  return value === 0 || value === "0" || value === false || (Buffer.isBuffer(value) && value.length === 0);
}

function anyValue(kind: ValueKind, depth: number): fc.Arbitrary<unknown> {
  if (kind.kind === "message") return anyMessage(kind.type, depth);
  if (kind.kind === "enum") return fc.constantFrom(...Object.keys(kind.type.values));
  switch (kind.scalar) {
    case "string":
      return fc.string({ unit: "grapheme", maxLength: 12 });
    case "bool":
      return fc.boolean();
    case "bytes":
      return bytes;
    case "int32":
      return fc.integer();
    case "uint32":
      return fc.nat();
    case "int64":
      return fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);
    case "double":
      return fc.double().map((number) => (number === 0 ? 1 : number));
    case "float":
      return fc.float().map((number) => (number === 0 ? 1 : number));
    default:
      throw new Error(`no values for ${kind.scalar}`);
  }
}

const bytes = fc.uint8Array({ maxLength: 16 }).map((array) => Buffer.from(array));
const seconds = fc.integer({ min: 1, max: 4_000_000_000 });
const nanos = fc.integer({ min: 1, max: 999_999_999 });

const SPECIAL: Readonly<Record<string, fc.Arbitrary<PlainMessage>>> = {
  "google.protobuf.Timestamp": fc.record(
    {
      seconds: fc
        .oneof(
          seconds,
          seconds.map((value) => -value),
        )
        .map(String),
      nanos,
    },
    { requiredKeys: [] },
  ),
  "google.protobuf.Duration": fc
    .tuple(fc.record({ seconds, nanos }, { requiredKeys: [] }), fc.constantFrom(1, -1))
    .map(([{ seconds: whole, nanos: fraction }, sign]) => ({
      ...(whole === undefined ? {} : { seconds: String(whole * sign) }),
      ...(fraction === undefined ? {} : { nanos: fraction * sign }),
    })),
  "google.protobuf.FieldMask": fc
    .uniqueArray(fc.constantFrom("traffic", "update_time", "template.max_instance_request_concurrency"), {
      minLength: 1,
    })
    .map((paths) => ({ paths })),
  "google.protobuf.Any": fc
    .string({ minLength: 1, maxLength: 8 })
    .map((field) => packAny("google.rpc.BadRequest", { fieldViolations: [{ field }] })),
  "google.protobuf.Struct": fc.constant({
    fields: {
      a: { listValue: { values: [{ numberValue: 0 }, { nullValue: "NULL_VALUE" }] } },
      b: { boolValue: false },
    },
  }),
};
