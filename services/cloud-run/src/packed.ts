import type { Handlers, PlainMessage } from "./plain-message.js";
import { packAny } from "./protos/index.js";

/** Handlers whose operations hold `{ "@type", value }` where the protocol has a google.protobuf.Any. */
export function packed(handlers: Handlers): Handlers {
  return Object.fromEntries(
    Object.entries(handlers).map(([method, handler]) => [
      method,
      async (request: PlainMessage) => packedAnswer(await handler(request)),
    ]),
  );
}

function packedAnswer(answer: PlainMessage): PlainMessage {
  const { operations } = answer;
  if (Array.isArray(operations)) return { ...answer, operations: operations.map(packedAnswer) };
  const held = ["metadata", "response"].filter((field) => isTyped(answer[field]));
  const any = held.map((field) => {
    const { "@type": type, value } = answer[field] as { "@type": string; value: PlainMessage };
    return [field, packAny(type, value)];
  });
  return { ...answer, ...Object.fromEntries(any) };
}

function isTyped(value: unknown): boolean {
  return typeof value === "object" && value !== null && "@type" in value;
}
