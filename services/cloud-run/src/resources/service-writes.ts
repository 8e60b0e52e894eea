import type { PlainMessage } from "../plain-message.js";
import { StatusError } from "../status.js";
import { withDefaults } from "./defaults.js";
import { etagOf } from "./etag.js";
import { canonical, child, number, text } from "./fields.js";
import { generatedRevisionId, type Random, randomUid, shortName } from "./names.js";
import { revisionFrom } from "./revision-message.js";
import type { RevisionRecord, ServiceRecord } from "./service-record.js";
import { checkService } from "./service-rules.js";
import { microsOf, timestamp } from "./timestamp.js";
import { revisionId } from "./traffic-plan.js";
import { desiredFields } from "./update-mask.js";
import { Violations } from "./violations.js";

/** Revisions of one service (rule 19): beyond it the oldest that serve nothing go. */
const MAX_REVISIONS = 1000;

/** What a write needs beside what it is told. */
export interface Stamp {
  readonly nowMicros: number;
  readonly random: Random;
}

/** A service that did not exist. `desired` as the caller sent it; `request` names it in violations. */
export function createdRecord(name: string, desired: PlainMessage, request: string, stamp: Stamp): ServiceRecord {
  const time = timestamp(stamp.nowMicros);
  const full = checked(name, desired, request);
  const service = {
    ...full,
    name,
    uid: randomUid(stamp.random),
    generation: "1",
    createTime: time,
    updateTime: time,
    etag: etagOf(name, time),
  };
  const empty = { service, revisions: [], latestCreated: "", templateGeneration: 0, routed: [], doors: {} };
  return withTemplate({ ...empty, policy: undefined, pending: [] }, stamp);
}

/** A service after an update. `desired`: all fields that may be changed, as they are to be now. */
export function updatedRecord(
  record: ServiceRecord,
  desired: PlainMessage,
  request: string,
  stamp: Stamp,
): ServiceRecord {
  const before = record.service;
  const name = text(before, "name");
  const full = checked(name, desired, request);
  // Each write has a time of its own, so that no two versions have the same etag.
  const micros = Math.max(stamp.nowMicros, microsOf(child(before, "updateTime")) + 1);
  const time = timestamp(micros);
  const isChanged = canonical(full) !== canonical(desiredFields(before));
  const isTemplateChanged = canonical(full["template"]) !== canonical(before["template"]);
  const kept = Object.fromEntries(Object.entries(before).filter(([field]) => !(field in desiredFields(before))));
  const service = {
    ...kept,
    ...full,
    generation: String(number(before, "generation") + (isChanged ? 1 : 0)),
    updateTime: time,
    etag: etagOf(name, time),
  };
  const next = { ...record, service };
  return isTemplateChanged ? withTemplate(next, { ...stamp, nowMicros: micros }) : next;
}

function checked(name: string, desired: PlainMessage, request: string): PlainMessage {
  const violations = new Violations();
  checkService(desired, shortName(name), violations);
  violations.throwAny(`${request}.service`);
  return withDefaults(desiredFields(desired));
}

/** Cuts a revision from the template, or finds the one of that name and configuration (rules 9 and 10). */
function withTemplate(record: ServiceRecord, stamp: Stamp): ServiceRecord {
  const { service } = record;
  const name = text(service, "name");
  const template = child(service, "template") ?? {};
  const generation = number(service, "generation");
  const given = text(template, "revision");
  const same = record.revisions.find((one) => revisionId(one) === given);
  if (same !== undefined) {
    if (canonical(same.template) !== canonical(withoutName(template))) {
      throw new StatusError("ALREADY_EXISTS", `Revision named '${given}' with different configuration already exists.`);
    }
    return { ...record, latestCreated: given, templateGeneration: generation };
  }
  const id = given === "" ? freshId(record, shortName(name), generation, stamp.random) : given;
  const time = timestamp(stamp.nowMicros);
  const full = `${name}/revisions/${id}`;
  const cut: RevisionRecord = {
    revision: revisionFrom(template, {
      name: full,
      uid: randomUid(stamp.random),
      service: name,
      time,
      etag: etagOf(full, time),
      launchStage: text(service, "launchStage"),
    }),
    template: withoutName(template),
    state: { kind: "deploying", wasReady: false },
  };
  const revisions = pruned([...record.revisions, cut], record);
  return { ...record, revisions, latestCreated: id, templateGeneration: generation };
}

function withoutName(template: PlainMessage): PlainMessage {
  const { revision: _, ...rest } = template;
  return rest;
}

function freshId(record: ServiceRecord, serviceId: string, generation: number, random: Random): string {
  const taken = new Set(record.revisions.map(revisionId));
  let id = generatedRevisionId(serviceId, generation, random);
  while (taken.has(id)) {
    id = generatedRevisionId(serviceId, generation, random);
  }
  return id;
}

function pruned(revisions: readonly RevisionRecord[], record: ServiceRecord): readonly RevisionRecord[] {
  if (revisions.length <= MAX_REVISIONS) {
    return revisions;
  }
  const used = new Set(record.routed.map((one) => one.revision));
  const oldest = revisions.find(
    (one) => (one.state.kind === "retired" || one.state.kind === "failed") && !used.has(revisionId(one)),
  );
  return revisions.filter((one) => one !== oldest);
}
