import { createRequire } from "node:module";
import protobuf from "protobufjs";

type Nested = { [name: string]: protobuf.AnyNestedObject };

const require = createRequire(import.meta.url);

/** The published protos, as the client libraries ship them: google.cloud.run.v2, iam.v1, longrunning and rpc; monitoring.v3. */
const SOURCES = ["@google-cloud/run/build/protos/protos.json", "@google-cloud/monitoring/build/protos/protos.json"];

/** In neither of them. https://github.com/googleapis/googleapis/blob/master/google/rpc/error_details.proto */
const ERROR_DETAILS: Nested = {
  BadRequest: {
    fields: { fieldViolations: { rule: "repeated", type: "FieldViolation", id: 1 } },
    nested: {
      FieldViolation: { fields: { field: { type: "string", id: 1 }, description: { type: "string", id: 2 } } },
    },
  },
};

/** Both trees as one. What is in both, such as google.protobuf, is taken from the first. */
function merge(into: Nested, from: Nested): Nested {
  for (const [name, added] of Object.entries(from)) {
    const present = into[name];
    if (present === undefined) into[name] = added;
    else if (isPackage(present) && isPackage(added)) merge(present.nested, added.nested);
  }
  return into;
}

function isPackage(node: protobuf.AnyNestedObject): node is { nested: Nested } {
  return "nested" in node && !("fields" in node) && !("methods" in node) && !("values" in node);
}

function load(): protobuf.Root {
  const nested: Nested = {};
  for (const source of SOURCES) merge(nested, (require(source) as { nested: Nested }).nested);
  merge(nested, { google: { nested: { rpc: { nested: ERROR_DETAILS } } } });
  const loaded = protobuf.Root.fromJSON({ nested });
  loaded.resolveAll();
  return loaded;
}

/** Every message and service that this server knows. */
export const root: protobuf.Root = load();

/** The message of that full name, such as `google.cloud.run.v2.Service`. Throws where there is none. */
export function messageType(fullName: string): protobuf.Type {
  return root.lookupType(fullName);
}
