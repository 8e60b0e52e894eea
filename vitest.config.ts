import { defineConfig } from "vitest/config";

/** Tests of a core against the real tool, which the engine's set-up builds. */
const REAL_TOOLS = "pipelines/test/**/real-*.test.ts";

const everywhere = { exclude: ["**/node_modules/**", "services/**"], environment: "node" as const };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...everywhere,
          name: "unit",
          exclude: [...everywhere.exclude, REAL_TOOLS],
          include: ["pipelines/test/**/*.test.ts", "dagger/test/**/*.test.ts", "test/repository/**/*.test.ts"],
          // Only what hangs is to fail: a busy machine is no fault.
          testTimeout: 60_000,
        },
      },
      {
        // What happens on machines that lack something. Slow, but needs no engine.
        test: {
          ...everywhere,
          name: "machine",
          include: ["test/machine/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        // The local Cloud Run, with plain processes for containers.
        test: {
          ...everywhere,
          name: "cloud-run",
          exclude: ["**/node_modules/**"],
          include: ["services/cloud-run/test/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Every Terraform configuration, with the real tools and a stand-in for Google's provider.
        test: {
          ...everywhere,
          name: "infrastructure",
          include: ["test/terraform/**/*.test.ts"],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          maxConcurrency: 2,
          fileParallelism: false,
        },
      },
      {
        // On a real engine, named by the environment that `npm test` sets.
        test: {
          ...everywhere,
          name: "engine",
          include: ["test/engine/**/*.test.ts", REAL_TOOLS],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          // One after another: one of them starts, stops and kills engines of its own.
          fileParallelism: false,
        },
      },
    ],
  },
});
