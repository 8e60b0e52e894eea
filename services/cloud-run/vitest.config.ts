import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Only what hangs is to fail: a busy machine is no fault.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
