// The names that the official runtime offers, from the client library in one CommonJS file. Loaded by `require`, because
// tsx reads through every byte of an ES module: that took five times as long as all the rest of a call's start.
import { createRequire } from "node:module";

const core = createRequire(import.meta.url)("./core.cjs");

export const { argument, Context, check, connect, connection, entrypoint, enumType, field, func, getTracer, object } =
  core;
