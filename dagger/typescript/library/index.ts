// What a module gets from `@dagger.io/dagger`. The names are those that the official runtime offers to a module, no more:
// one that imports something else would load here and fail there.

export * from "./client.gen.js";
export type { CallbackFct, ConnectOpts } from "./core.js";
export { argument, Context, check, connect, connection, entrypoint, enumType, field, func, object } from "./core.js";
