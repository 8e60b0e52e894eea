import type { PlainMessage } from "../plain-message.js";

/** A text field; what is not set is "". */
export function text(message: PlainMessage | undefined, field: string): string {
  const value = message?.[field];
  return typeof value === "string" ? value : "";
}

/** A number field, also one that came as a 64-bit string; what is not set is 0. */
export function number(message: PlainMessage | undefined, field: string): number {
  const value = message?.[field];
  return typeof value === "number" ? value : typeof value === "string" && value !== "" ? Number(value) : 0;
}

/** A flag; what is not set is false. */
export function flag(message: PlainMessage | undefined, field: string): boolean {
  return message?.[field] === true;
}

/** Whether a value is a message or a map. */
export function isMessage(value: unknown): value is PlainMessage {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value);
}

/** A field that is a message or a map; undefined where it is not set. */
export function child(message: PlainMessage | undefined, field: string): PlainMessage | undefined {
  const value = message?.[field];
  return isMessage(value) ? value : undefined;
}

/** A repeated field of messages. */
export function children(message: PlainMessage | undefined, field: string): readonly PlainMessage[] {
  const value = message?.[field];
  return Array.isArray(value) ? value.filter(isMessage) : [];
}

/** A repeated field of texts. */
export function texts(message: PlainMessage | undefined, field: string): readonly string[] {
  const value = message?.[field];
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

/** The same value for messages that mean the same: keys sorted, unset fields and empty values left out. */
export function canonical(value: unknown): string {
  return JSON.stringify(pruned(value)) ?? "";
}

function pruned(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.length === 0 ? undefined : value.map((one) => pruned(one) ?? {});
  }
  if (!isMessage(value)) {
    return value === "" || value === 0 || value === false || value === "0" || value === null ? undefined : value;
  }
  const entries = Object.keys(value)
    .sort()
    .flatMap((key) => {
      const inner = pruned(value[key]);
      return inner === undefined ? [] : [[key, inner] as const];
    });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
