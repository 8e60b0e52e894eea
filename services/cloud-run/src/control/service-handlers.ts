import type { Handlers, PlainMessage } from "../plain-message.js";
import {
  applyMask,
  child,
  createdRecord,
  flag,
  microsOf,
  parseServiceName,
  requireEtag,
  requireParent,
  type ServiceRecord,
  type Stamp,
  serviceIdProblem,
  text,
  timestamp,
  updatedRecord,
  Violations,
} from "../resources/index.js";
import { StatusError } from "../status.js";
import type { ControlPorts } from "./control-ports.js";
import type { Operations } from "./operations.js";
import { page } from "./paging.js";
import { required, type ServiceDirectory } from "./service-directory.js";

const TYPE = "google.cloud.run.v2.Service";
const PREFIX = "google.cloud.run.v2.Services.";
/** How long a deleted service is shown as such: 30 days. */
const SHOWN_DELETED_MICROS = 30 * 24 * 3600 * 1e6;

export function serviceHandlers(ports: ControlPorts, directory: ServiceDirectory, operations: Operations): Handlers {
  const stamp = (): Stamp => ({ nowMicros: Math.floor(ports.clock.nowMillis()) * 1000, random: ports.random });

  /** Stores what was decided and begins its operation; or just shows it, where only validation was asked for. */
  async function write(name: string, isDry: boolean, decide: (record: ServiceRecord | undefined) => ServiceRecord) {
    const { parent } = parseServiceName(name);
    const actor = directory.actor(name);
    return await actor.change<PlainMessage>((record) => {
      const next = decide(record);
      if (isDry) {
        return { answer: () => operations.ended(parent, TYPE, next.service) };
      }
      const operation = operations.begin(parent, TYPE, next.service);
      return { next: actor.follow(next, text(operation, "name")), answer: () => operation };
    });
  }

  return {
    [`${PREFIX}CreateService`]: async (request) => {
      const parent = requireParent(text(request, "parent"));
      const id = text(request, "serviceId");
      const violations = new Violations();
      const problem = serviceIdProblem(id);
      if (problem !== undefined) {
        violations.add("service_id", problem);
      }
      const service = child(request, "service");
      violations.require(service !== undefined, "service", "A service is required");
      violations.throwAny("CreateServiceRequest");
      const name = `${parent}/services/${id}`;
      return await write(name, flag(request, "validateOnly"), (record) => {
        if (record !== undefined) {
          throw new StatusError("ALREADY_EXISTS", `Resource '${id}' already exists.`);
        }
        return createdRecord(name, service ?? {}, "CreateServiceRequest", stamp());
      });
    },

    [`${PREFIX}UpdateService`]: async (request) => {
      const service = child(request, "service") ?? {};
      const name = text(service, "name");
      const { id } = parseServiceName(name);
      if (!flag(request, "allowMissing")) {
        directory.existing(name);
      }
      return await write(name, flag(request, "validateOnly"), (record) => {
        if (record === undefined && flag(request, "allowMissing")) {
          const problem = serviceIdProblem(id);
          if (problem !== undefined) {
            throw new StatusError("INVALID_ARGUMENT", problem, [{ field: "service.name", description: problem }]);
          }
          return createdRecord(name, service, "UpdateServiceRequest", stamp());
        }
        const current = required(record, name);
        requireEtag(text(service, "etag"), text(current.service, "etag"), name);
        const desired = applyMask(current.service, service, maskOf(request));
        return updatedRecord(current, desired, "UpdateServiceRequest", stamp());
      });
    },

    [`${PREFIX}GetService`]: async (request) => {
      const name = text(request, "name");
      parseServiceName(name);
      return directory.existing(name).service;
    },

    [`${PREFIX}ListServices`]: async (request) => {
      const parent = requireParent(text(request, "parent"));
      const isAll = flag(request, "showDeleted");
      const deleted = isAll ? directory.deletedUnder(parent) : [];
      const all = [...directory.under(parent).map((one) => one.service), ...deleted];
      const listed = all.map((item) => ({
        key: microsOf(child(item, "createTime")),
        name: `${text(item, "name")} ${text(item, "uid")}`,
        item,
      }));
      const { items, nextPageToken } = page(listed, request, `services ${parent} ${isAll}`);
      return { services: items, ...(nextPageToken === "" ? {} : { nextPageToken }) };
    },

    [`${PREFIX}DeleteService`]: async (request) => {
      const name = text(request, "name");
      const { parent } = parseServiceName(name);
      directory.existing(name);
      return await directory.actor(name).delete<PlainMessage>((record) => {
        const { service } = required(record, name);
        requireEtag(text(request, "etag"), text(service, "etag"), name);
        const now = stamp().nowMicros;
        const times = { deleteTime: timestamp(now), expireTime: timestamp(now + SHOWN_DELETED_MICROS) };
        const gone = { ...service, ...times };
        if (flag(request, "validateOnly")) {
          return { isGone: false, answer: operations.ended(parent, TYPE, gone), ended: () => {} };
        }
        const operation = operations.begin(parent, TYPE, gone);
        const ended = () => {
          directory.bury(gone);
          operations.end(text(operation, "name"), { kind: "done", resource: gone });
        };
        return { isGone: true, answer: operation, ended };
      });
    },
  };
}

/** A FieldMask, which some callers write as one text with commas. */
function maskOf(request: PlainMessage): PlainMessage | undefined {
  const mask = request["updateMask"];
  return typeof mask === "string" ? { paths: [mask] } : child(request, "updateMask");
}
