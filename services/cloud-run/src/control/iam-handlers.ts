import type { Handlers, PlainMessage } from "../plain-message.js";
import { canonical, child, parseServiceName, type ServiceRecord, text, texts } from "../resources/index.js";
import { StatusError } from "../status.js";
import { required, type ServiceDirectory } from "./service-directory.js";

const PREFIX = "google.cloud.run.v2.Services.";
/** The etag of a policy that was never set: ACAB in base64, as Google gives it. */
const EMPTY_ETAG = "ACAB";

/** IAM policies of services. They are kept and given back, and allow everyone everything: there is nobody else here. */
export function iamHandlers(directory: ServiceDirectory): Handlers {
  return {
    [`${PREFIX}GetIamPolicy`]: async (request) => policyOf(directory.existing(resource(request))),

    [`${PREFIX}SetIamPolicy`]: async (request) => {
      const name = resource(request);
      directory.existing(name);
      return await directory.actor(name).change((maybe) => {
        const record = required(maybe, name);
        const { etag, ...given } = child(request, "policy") ?? {};
        const current = text(record.policy, "etag") || EMPTY_ETAG;
        const asked = base64(etag);
        if (asked !== "" && asked !== current) {
          throw new StatusError(
            "ABORTED",
            "There were concurrent policy changes. Please retry the whole read-modify-write.",
          );
        }
        const count = Buffer.from(current, "base64").readUIntBE(0, 3) + 1;
        const next = Buffer.alloc(3);
        next.writeUIntBE(count % 2 ** 24, 0, 3);
        const isSame = canonical(given) === canonical({ ...record.policy, etag: "" });
        const policy = { ...given, etag: isSame ? current : next.toString("base64") };
        const changed: ServiceRecord = { ...record, policy };
        return { next: changed, answer: () => policyOf(changed) };
      });
    },

    [`${PREFIX}TestIamPermissions`]: async (request) => {
      directory.existing(resource(request));
      return { permissions: [...texts(request, "permissions")] };
    },
  };
}

function resource(request: PlainMessage): string {
  const name = text(request, "resource");
  parseServiceName(name);
  return name;
}

function policyOf(record: ServiceRecord): PlainMessage {
  const { etag: _, ...policy } = record.policy ?? {};
  return { ...policy, etag: Buffer.from(text(record.policy, "etag") || EMPTY_ETAG, "base64") };
}

function base64(etag: unknown): string {
  return typeof etag === "string" ? etag : etag instanceof Uint8Array ? Buffer.from(etag).toString("base64") : "";
}
