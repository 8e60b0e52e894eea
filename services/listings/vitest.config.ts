import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/needs-database.ts"],
    // A file starts by creating its own database, and some tests start a process: both take longer on a busy machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    coverage: {
      provider: "v8",
      include: ["src/**"],
      // Run as processes by the tests, which the coverage of this process does not see.
      exclude: ["src/server.ts", "src/migrate.ts", "src/migrate-check.ts", "src/seed.ts", "src/command.ts"],
      thresholds: { lines: 95, statements: 95, functions: 90, branches: 85 },
    },
  },
});
