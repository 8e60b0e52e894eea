export { READ, SEEN, type ServiceFiles } from "./files.js";
export { findPreset } from "./find.js";
export type { PresetProblem, PresetResult } from "./preset.js";
export { type Build, type CommandRun, type Recipe, recipeOf } from "./recipe.js";
export { suggestionsOf } from "./suggestions.js";
