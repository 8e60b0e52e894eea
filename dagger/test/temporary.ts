import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type Layout, layoutFor } from "../engine/layout.js";

/** An empty folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "slipway-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A layout all of which, what is otherwise below /run included, is in a folder that is gone after the test. */
export function temporaryLayout(folder = temporaryFolder()): Layout {
  const run = join(folder, "run");
  return { ...layoutFor({ XDG_CACHE_HOME: folder }), run, socket: join(run, "engine.sock") };
}
