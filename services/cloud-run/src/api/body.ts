import type { IncomingMessage } from "node:http";
import { MAX_BODY_BYTES, MAX_DISCARDED_BYTES } from "./limits.js";

/** A body, or why there is none. */
export type Body = { readonly kind: "read"; readonly text: string } | { readonly kind: "too-long" };

/**
 * Reads a body. One that is too long is not kept, but read on and thrown away, so that a client which only reads once it
 * has written is told. Rejects where the client goes away.
 */
export function readBody(request: IncomingMessage): Promise<Body> {
  if (Number(request.headers["content-length"] ?? 0) > MAX_BODY_BYTES) {
    discard(request);
    return Promise.resolve({ kind: "too-long" });
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const take = (chunk: Buffer) => {
      length += chunk.length;
      if (length <= MAX_BODY_BYTES) chunks.push(chunk);
      else {
        chunks.length = 0;
        request.off("data", take);
        discard(request);
        resolve({ kind: "too-long" });
      }
    };
    request.on("data", take);
    request.once("end", () => resolve({ kind: "read", text: Buffer.concat(chunks).toString("utf8") }));
    request.once("error", reject);
    request.once("close", () => reject(new Error("the client went away")));
  });
}

function discard(request: IncomingMessage): void {
  let length = 0;
  request.on("error", () => undefined);
  request.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length > MAX_DISCARDED_BYTES) request.destroy();
  });
}
