import type protobuf from "protobufjs";

const INTEGERS: Readonly<Record<string, readonly [bigint, bigint]>> = {
  int32: [-(2n ** 31n), 2n ** 31n - 1n],
  uint32: [0n, 2n ** 32n - 1n],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
};

/** The four sorts of integers by what they are called: `sint32` and `sfixed32` are int32, `fixed64` is uint64. */
function integerSort(scalar: string): string {
  return scalar.replace(/^s(?:int|fixed)/, "int").replace(/^fixed/, "uint");
}

/** One scalar from JSON, or undefined where it is not of that type. */
export function scalarOf(scalar: string, json: unknown): unknown {
  switch (scalar) {
    case "string":
      return typeof json === "string" ? json : undefined;
    case "bool":
      return typeof json === "boolean" ? json : undefined;
    case "bytes":
      return typeof json === "string" ? bytesOf(json) : undefined;
    case "double":
    case "float":
      return floatOf(json);
    default:
      return integerOf(integerSort(scalar), json);
  }
}

/** The name of an enum's value from JSON, which may have its number. Undefined where there is none. */
export function enumNameOf(type: protobuf.Enum, json: unknown): string | undefined {
  if (typeof json === "number") return type.valuesById[json];
  if (typeof json !== "string") return undefined;
  return Object.hasOwn(type.values, json) ? json : undefined;
}

function bytesOf(text: string): Buffer | undefined {
  return /^[A-Za-z0-9+/_-]*={0,2}$/.test(text) ? Buffer.from(text, "base64") : undefined;
}

function floatOf(json: unknown): number | undefined {
  if (typeof json === "number") return json;
  if (json === "NaN" || json === "Infinity" || json === "-Infinity") return Number(json);
  return typeof json === "string" && /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(json) ? Number(json) : undefined;
}

/** 64 bits as text, 32 as a number. A number with a fraction, or out of range, is none. */
function integerOf(sort: string, json: unknown): string | number | undefined {
  const isText = typeof json === "string" && /^-?\d{1,20}$/.test(json);
  if (!isText && !(typeof json === "number" && Number.isInteger(json))) return undefined;
  const value = BigInt(json);
  const [least, most] = INTEGERS[sort] ?? [0n, 0n];
  if (value < least || value > most) return undefined;
  return sort.endsWith("64") ? String(value) : Number(value);
}
