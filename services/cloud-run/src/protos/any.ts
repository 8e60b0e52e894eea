import type { PlainMessage } from "../plain-message.js";
import { messageType } from "./root.js";
import { decodeMessage, encodeMessage } from "./wire.js";

/** A google.protobuf.Any as a plain message. Its names are protobufjs's, the one place where they are not camelCase. */
export interface PlainAny extends PlainMessage {
  readonly type_url: string;
  readonly value: Buffer;
}

const PREFIX = "type.googleapis.com/";

/** Wraps a message of that full name, such as `google.cloud.run.v2.Service`. */
export function packAny(typeName: string, plain: PlainMessage): PlainAny {
  return { type_url: `${PREFIX}${typeName}`, value: encodeMessage(messageType(typeName), plain) };
}

/** What an Any holds, or undefined where its type is not known here. */
export function unpackAny(
  any: PlainMessage,
): { readonly typeName: string; readonly message: PlainMessage } | undefined {
  const typeName = typeNameOf(String(any["type_url"] ?? ""));
  const type = lookup(typeName);
  if (type === undefined) return undefined;
  const value = any["value"];
  const bytes = value instanceof Uint8Array ? value : new Uint8Array();
  return { typeName, message: decodeMessage(type, bytes) };
}

/** The full name in a type URL: what comes after its last slash. */
export function typeNameOf(typeUrl: string): string {
  return typeUrl.slice(typeUrl.lastIndexOf("/") + 1);
}

/** The message type of that name, if it is known. */
export function lookup(typeName: string): ReturnType<typeof messageType> | undefined {
  try {
    return messageType(typeName);
  } catch {
    return undefined;
  }
}
