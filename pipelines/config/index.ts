export {
  type Config,
  type Environment,
  effectiveOf,
  environmentOf,
  type Service,
  type SmokeCheck,
  type SoundFile,
} from "./access.js";
export { jsonSchemaText } from "./json-schema.js";
export { pickServices } from "./pick.js";
export { configError, type Failure, type Problem, problemText } from "./problem.js";
export { type SourcedValue, sourcedValues } from "./provenance.js";
export { readConfig } from "./read.js";
export { renderJson, renderText } from "./render.js";
export { GATE_RULES, type GateRule } from "./schema-terraform.js";
export { type Suggestion, withSuggestions } from "./suggest.js";
