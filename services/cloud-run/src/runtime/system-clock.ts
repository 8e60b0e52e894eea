import type { Clock } from "../ports.js";

/** The machine's own time. */
export const systemClock: Clock = {
  nowMillis: () => Date.now(),
  sleep: (millis, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) {
        resolve();
        return;
      }
      const wake = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", wake);
        resolve();
      };
      const timer = setTimeout(wake, millis);
      signal?.addEventListener("abort", wake);
    }),
};
