import protobuf from "protobufjs";

/** What one value of a field is. */
export type ValueKind =
  | { readonly kind: "scalar"; readonly scalar: string }
  | { readonly kind: "enum"; readonly type: protobuf.Enum }
  | { readonly kind: "message"; readonly type: protobuf.Type };

/** What one field of a message is. */
export interface FieldShape {
  /** As in plain messages and in JSON. */
  readonly name: string;
  /** As in the .proto, and in Google's error messages. */
  readonly protoName: string;
  readonly plurality: "one" | "list" | "map";
  readonly value: ValueKind;
  /** Whether unset and zero are two things: messages, `optional` fields and members of a oneof. */
  readonly hasPresence: boolean;
  readonly oneof: string | undefined;
}

/** What a message holds. */
export interface MessageShape {
  /** `google.cloud.run.v2.Service`. */
  readonly fullName: string;
  readonly fields: ReadonlyMap<string, FieldShape>;
  /** By either name, as JSON may have them. */
  readonly byEitherName: ReadonlyMap<string, FieldShape>;
}

const known = new WeakMap<protobuf.Type, MessageShape>();

/** What a message holds, worked out once. */
export function shapeOf(type: protobuf.Type): MessageShape {
  const found = known.get(type);
  if (found !== undefined) return found;
  const shapes = type.fieldsArray.map((field) => fieldShape(field.resolve()));
  const shape: MessageShape = {
    fullName: fullNameOf(type),
    fields: new Map(shapes.map((field) => [field.name, field])),
    byEitherName: new Map(
      shapes.flatMap((field): [string, FieldShape][] => [
        [field.protoName, field],
        [field.name, field],
      ]),
    ),
  };
  known.set(type, shape);
  return shape;
}

/** Without protobufjs's leading dot. */
export function fullNameOf(type: protobuf.ReflectionObject): string {
  return type.fullName.replace(/^\./, "");
}

/** `update_mask` for `updateMask`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function fieldShape(field: protobuf.Field): FieldShape {
  const isList = field.repeated;
  const value = valueKind(field);
  const oneof = field.partOf?.name;
  return {
    name: field.name,
    protoName: snakeCase(field.name),
    plurality: field.map ? "map" : isList ? "list" : "one",
    value,
    hasPresence: value.kind === "message" || oneof !== undefined,
    oneof: oneof?.startsWith("_") ? undefined : oneof,
  };
}

function valueKind(field: protobuf.Field): ValueKind {
  const resolved = field.resolvedType;
  if (resolved instanceof protobuf.Enum) return { kind: "enum", type: resolved };
  if (resolved instanceof protobuf.Type) return { kind: "message", type: resolved };
  return { kind: "scalar", scalar: field.type };
}
