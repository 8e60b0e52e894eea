import type { Part } from "../engine/part.js";

/** A part that is built from nothing, with what a test says of it. */
export function aPart(id: string, more: Partial<Part> = {}): Part {
  return { id, title: id, coldSeconds: 1, needs: [], key: "0123456789abcdef", build: async () => {}, ...more };
}
