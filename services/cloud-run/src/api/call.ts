import type { Handlers, PlainMessage } from "../plain-message.js";
import type { ApiMethod } from "../protos/index.js";
import { StatusError } from "../status.js";

/** Told what went wrong inside: the caller is only told that something did. */
export type Log = (message: string, cause: unknown) => void;

/** Has a method's handler answer, with `write` making the answer's form. Rejects with a StatusError, whatever went wrong. */
export async function call<Answer>(
  target: { readonly handlers: Handlers; readonly method: ApiMethod; readonly log: Log },
  request: () => PlainMessage,
  write: (response: PlainMessage) => Answer,
): Promise<Answer> {
  const { handlers, method, log } = target;
  const handler = Object.hasOwn(handlers, method.fullName) ? handlers[method.fullName] : undefined;
  if (handler === undefined) throw new StatusError("UNIMPLEMENTED", `Method ${method.fullName} is not implemented.`);
  try {
    return write(await handler(request()));
  } catch (error) {
    if (error instanceof StatusError) throw error;
    log(`${method.fullName} failed`, error);
    throw new StatusError("INTERNAL", "Internal error encountered.");
  }
}
