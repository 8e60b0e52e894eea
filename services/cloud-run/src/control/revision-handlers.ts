import type { Handlers, PlainMessage } from "../plain-message.js";
import {
  child,
  children,
  flag,
  latestReady,
  microsOf,
  parseRevisionName,
  parseServiceName,
  type RevisionRecord,
  requireEtag,
  requireParent,
  revisionId,
  revisionMessage,
  type ServiceRecord,
  text,
} from "../resources/index.js";
import { StatusError } from "../status.js";
import type { Operations } from "./operations.js";
import { page } from "./paging.js";
import { required, type ServiceDirectory } from "./service-directory.js";

const TYPE = "google.cloud.run.v2.Revision";
const PREFIX = "google.cloud.run.v2.Revisions.";

export function revisionHandlers(directory: ServiceDirectory, operations: Operations): Handlers {
  return {
    [`${PREFIX}GetRevision`]: async (request) => {
      const { service, id } = parseRevisionName(text(request, "name"));
      const record = directory.existing(service);
      return shown(record, found(record, id));
    },

    [`${PREFIX}ListRevisions`]: async (request) => {
      const parent = text(request, "parent");
      const records = parent.endsWith("/services/-")
        ? directory.under(requireParent(parent.slice(0, -"/services/-".length)))
        : [directory.existing(checkedServiceName(parent))];
      const listed = records.flatMap((record) =>
        record.revisions.map((one) => ({
          key: microsOf(child(one.revision, "createTime")),
          name: text(one.revision, "name"),
          item: one.revision,
          make: () => shown(record, one),
        })),
      );
      const { items, nextPageToken } = page(listed, request, `revisions ${parent} ${flag(request, "showDeleted")}`);
      const made = new Map(listed.map((one) => [one.item, one.make]));
      const revisions = items.map((item) => made.get(item)?.() ?? item);
      return { revisions, ...(nextPageToken === "" ? {} : { nextPageToken }) };
    },

    [`${PREFIX}DeleteRevision`]: async (request) => {
      const name = text(request, "name");
      const { service, id } = parseRevisionName(name);
      const location = parseServiceName(service).parent;
      directory.existing(service);
      return await directory.actor(service).change<PlainMessage>((maybe) => {
        const record = required(maybe, service);
        const revision = found(record, id);
        requireEtag(text(request, "etag"), text(revision.revision, "etag"), name);
        requireDeletable(record, revision);
        const message = shown(record, revision);
        const answer = () => operations.ended(location, TYPE, message);
        if (flag(request, "validateOnly")) {
          return { answer };
        }
        const next = { ...record, revisions: record.revisions.filter((one) => one !== revision) };
        const operation = operations.begin(location, TYPE, message);
        const end = () => operations.end(text(operation, "name"), { kind: "done", resource: message }) ?? operation;
        return { next, answer: end };
      });
    },
  };
}

/** Rule 20: what is the only one, the latest, or could be routed to, is refused; so is what has instances. */
function requireDeletable(record: ServiceRecord, revision: RevisionRecord): void {
  const id = revisionId(revision);
  const isRouted =
    record.routed.some((one) => one.revision === id) ||
    children(record.service, "traffic").some((one) => text(one, "revision") === id);
  const latest = latestReady(record);
  const why =
    record.revisions.length === 1
      ? "it is the only revision of the service"
      : id === record.latestCreated || revision === latest
        ? "it is the latest revision of the service"
        : isRouted
          ? "it can receive traffic"
          : revision.state.kind === "ready" || revision.state.kind === "deploying"
            ? "only retired revisions can be deleted"
            : undefined;
  if (why !== undefined) {
    throw new StatusError("FAILED_PRECONDITION", `Revision '${id}' cannot be deleted: ${why}.`);
  }
}

function found(record: ServiceRecord, id: string): RevisionRecord {
  const revision = record.revisions.find((one) => revisionId(one) === id);
  if (revision === undefined) {
    throw new StatusError("NOT_FOUND", `Resource '${id}' of kind 'REVISION' in the given region does not exist.`);
  }
  return revision;
}

function shown(record: ServiceRecord, revision: RevisionRecord): PlainMessage {
  const isServing = record.routed.some((one) => one.revision === revisionId(revision));
  return revisionMessage(revision, isServing);
}

function checkedServiceName(name: string): string {
  parseServiceName(name);
  return name;
}
