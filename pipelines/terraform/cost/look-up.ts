/** What a table has under a key that comes from a plan; undefined for every other text, `constructor` included. */
export function lookUp<Value>(table: Readonly<Record<string, Value>>, key: string | undefined): Value | undefined {
  return key !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
}
