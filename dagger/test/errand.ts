// A process that does one thing with the layout its environment leads to, for store.test.ts and command.test.ts.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { isSlipwayError } from "../../pipelines/errors/index.js";
import { runCommand } from "../engine/command.js";
import { layoutFor } from "../engine/layout.js";
import { finishPart, prepareStore } from "../engine/store.js";
import { aPart } from "./a-part.js";

const layout = layoutFor(process.env);

const TASKS: Readonly<Record<string, () => Promise<void>>> = {
  prepare: () => prepareStore(layout, { willBuild: false }),
  "prepare-to-build": () => prepareStore(layout, { willBuild: true }),

  /** Builds half a part and goes no further. */
  "half-build": () =>
    finishPart(layout, aPart("slow"), async ({ folder, scratch }) => {
      writeFileSync(join(folder, "half"), "");
      writeFileSync(join(scratch, "download"), "");
      console.log("half-built");
      await new Promise((resolve) => setTimeout(resolve, 1e6));
    }),

  /** Runs a command whose log cannot be written. */
  "log-nowhere": async () => void (await runCommand(["true"], { log: join(layout.logs, "no", "such", "folder") })),
};

TASKS[process.argv[2] ?? ""]?.().then(
  () => console.log("done"),
  (error: unknown) => console.log(isSlipwayError(error) ? `${error.code} ${error.saw}` : `threw ${String(error)}`),
);
