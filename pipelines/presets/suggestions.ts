import type { Suggestion } from "../config/index.js";
import type { Found, Preset } from "./preset.js";

/** What a preset stands for, in the words of slipway.yaml: how each of its values would be written there. */
export function suggestionsOf(preset: Preset, hasDockerfile: boolean): Suggestion[] {
  const values: (readonly [path: string, found: Found<unknown> | undefined])[] = [
    ["preset", { value: preset.name, because: preset.because }],
    ["commands.install", preset.install],
    ["commands.lint", flat(preset.lint)],
    ["commands.test", flat(preset.test)],
    ["commands.build", preset.build],
    ["tests.junit", preset.junit],
    ["tests.coverage", preset.coverage],
  ];
  // A Dockerfile of its own says these two itself.
  if (!hasDockerfile) values.push(["image.base", preset.base], ["command", preset.start]);
  return values.flatMap(([path, found]) => (found === undefined ? [] : [{ path: path.split("."), ...found }]));
}

/** One command stands alone in the file; several are a list. */
function flat(found: Found<readonly (readonly string[])[]> | undefined): Found<unknown> | undefined {
  return found === undefined ? undefined : { ...found, value: found.value.length === 1 ? found.value[0] : found.value };
}
