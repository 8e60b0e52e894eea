import { runCommand } from "../engine/index.js";
import { ROOT, type TaskCall } from "./task.js";

const BIN = "node_modules/.bin";

/** The fast half of the tests: no engine, no network. Layers are held by a test of their own, in test/repository. */
const CHECKS: readonly (readonly [name: string, command: readonly string[]])[] = [
  ["format and lint", [`${BIN}/biome`, "ci", "--error-on-warnings", "."]],
  ["types", [`${BIN}/tsc`, "--project", "."]],
  ["types of services/listings", [`${BIN}/tsc`, "--project", "services/listings"]],
  ["types of services/cloud-run", [`${BIN}/tsc`, "--project", "services/cloud-run"]],
  ["dead code", [`${BIN}/knip`, "--no-progress"]],
  ["layers", [`${BIN}/vitest`, "run", "--project", "unit", "test/repository/layers.test.ts"]],
];

/** Runs all checks side by side and prints what failed. */
export async function runChecks(call: TaskCall): Promise<{ readonly passed: number; readonly failed: number }> {
  let failed = 0;
  await Promise.all(
    CHECKS.map(async ([name, command]) => {
      const began = Date.now();
      const { code, output } = await runCommand(command, { cwd: ROOT, signal: call.signal, env: call.env });
      const took = `${((Date.now() - began) / 1000).toFixed(1)} s`;
      if (code === 0) return call.say(`  ${name}: passed in ${took}`);
      failed += 1;
      call.print(output.trimEnd());
      call.say(`  ${name}: FAILED in ${took}; the same again: npx ${command.join(" ").replace(`${BIN}/`, "")}`);
    }),
  );
  return { passed: CHECKS.length - failed, failed };
}
