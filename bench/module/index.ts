/**
 * Functions that do nothing, to measure what a call costs by itself. `npm run bench` loads them with the module's own
 * packages and folders around them.
 */
import { func, object } from "@dagger.io/dagger";

@object()
export class Slipway {
  /** Answered from the cache from the second call on. */
  @func()
  cached(): string {
    return "cached";
  }

  /** Runs on every call. */
  @func({ cache: "never" })
  nothing(): string {
    return JSON.stringify({ uptimeSeconds: process.uptime(), peakMiB: process.resourceUsage().maxRSS / 1024 });
  }

  /** Runs on every call and loads what `deploy` loads. */
  @func({ cache: "never" })
  async imports(): Promise<string> {
    const began = performance.now();
    await import("../engine/deploy.js");
    return JSON.stringify({
      seconds: (performance.now() - began) / 1000,
      peakMiB: process.resourceUsage().maxRSS / 1024,
    });
  }
}
