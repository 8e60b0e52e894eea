import { z } from "zod";

/** Any schema, with its definition as a union that can be told apart by `type`. */
export type Schema = z.core.$ZodType;
type Known = z.core.$ZodTypes;
type ObjectSchema = z.core.$ZodObject;

/** The schema of what is written, without wrappers; of alternatives the one that is a map, else the first. */
export function unwrap(schema: Schema): Known {
  const definition = (schema as Known)._zod.def;
  switch (definition.type) {
    case "optional":
    case "prefault":
      return unwrap(definition.innerType);
    case "pipe":
      return unwrap(definition.in);
    case "union":
      return unwrap(
        definition.options.find((option) => unwrap(option)._zod.def.type === "object") ?? first(definition),
      );
    default:
      return schema as Known;
  }
}

function first({ options }: { readonly options: readonly Schema[] }): Schema {
  const [option] = options;
  if (option === undefined) throw new TypeError("a union without options");
  return option;
}

/** The fields of a map with known keys; undefined for every other schema. */
export function fieldsOf(schema: Schema): Readonly<Record<string, Schema>> | undefined {
  const known = unwrap(schema);
  return known._zod.def.type === "object" ? (known as ObjectSchema)._zod.def.shape : undefined;
}

/** The schema of the value under a key or an index; undefined where there is none. */
export function schemaUnder(schema: Schema, key: PropertyKey): Schema | undefined {
  const definition = unwrap(schema)._zod.def;
  switch (definition.type) {
    case "object":
      return Object.hasOwn(definition.shape, key) ? definition.shape[String(key)] : undefined;
    case "record":
      return definition.valueType;
    case "array":
      return definition.element;
    default:
      return undefined;
  }
}

/** What is used where nothing is written, in the form people write it; undefined where a field has no default. */
export function defaultOf(schema: Schema): unknown {
  const definition = (schema as Known)._zod.def;
  return definition.type === "prefault" ? definition.defaultValue : undefined;
}

/** The schema of an override: every key of every map may be missing, nothing has a default, lists are whole. */
export function partialOf(schema: Schema): z.ZodType {
  const description = z.globalRegistry.get(schema)?.description;
  const described = (result: z.ZodType) => (description === undefined ? result : result.describe(description));
  const definition = (schema as Known)._zod.def;
  switch (definition.type) {
    case "optional":
    case "prefault":
      return described(partialOf(definition.innerType));
    case "object": {
      const fields = Object.entries(definition.shape).map(([key, field]) => [key, partialOf(field).optional()]);
      return described(z.strictObject(Object.fromEntries(fields)));
    }
    default:
      return schema as unknown as z.ZodType;
  }
}
