import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/browser/set-up.ts"],
    // A browser on a busy machine, and a server that starts.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    coverage: {
      provider: "v8",
      include: ["build-id.ts", "src/**/*.ts"],
      // Run by the server that the browser tests start, which the coverage of this process does not see.
      exclude: ["src/listings/actions.ts", "src/proxy.ts"],
      thresholds: { lines: 95, statements: 95, functions: 95, branches: 90 },
    },
  },
});
