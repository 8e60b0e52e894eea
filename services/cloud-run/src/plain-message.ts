/**
 * A protobuf message as a plain object: camelCase names, enums as their names, 64-bit integers as strings, bytes as a
 * Buffer, timestamps and durations as `{ seconds, nanos }`. Fields that are not set are left out.
 */
export type PlainMessage = { [field: string]: unknown };

/** What a method of an API does. A failure that the caller is to see is thrown as a `StatusError`. */
export type Handler = (request: PlainMessage) => Promise<PlainMessage>;

/** Handlers by full name of their method, such as `google.cloud.run.v2.Services.CreateService`. */
export type Handlers = Readonly<Record<string, Handler>>;
