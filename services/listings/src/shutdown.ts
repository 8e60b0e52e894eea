import type { EventEmitter } from "node:events";

/** Resolves at the first SIGTERM or SIGINT. Repeats are ignored: a terminal and a process runner often both send one. */
export function stopSignal(source: Pick<EventEmitter, "on">): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) source.on(signal, () => resolve(signal));
  });
}

/** Runs `close`, and says whether it was done in time. After the limit it is left to itself; a failure is thrown. */
export async function closeWithin(limitMillis: number, close: () => Promise<void>): Promise<"closed" | "late"> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(resolve, limitMillis, "late");
  });
  try {
    return await Promise.race([close().then(() => "closed" as const), late]);
  } finally {
    clearTimeout(timer);
  }
}
