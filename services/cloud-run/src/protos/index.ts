export { type PlainAny, packAny, unpackAny } from "./any.js";
export { fromJson } from "./json-read.js";
export { type Json, type JsonForm, toJson } from "./json-write.js";
export { type ApiMethod, type HttpBinding, METHODS } from "./method-table.js";
export type { PathFields } from "./path-template.js";
export { messageType } from "./root.js";
export { type FieldShape, fullNameOf, type MessageShape, shapeOf, snakeCase, type ValueKind } from "./shape.js";
export { decodeMessage, encodeMessage } from "./wire.js";
