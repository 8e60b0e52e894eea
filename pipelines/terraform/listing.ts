import { type AttributeChange, attributeChanges } from "./attributes.js";
import { type Action, isChange, type ResourceChange } from "./change.js";
import { type Hide, visible } from "./shown.js";

/** The order in which changes are read: what may lose something first. */
export const ORDER = ["replace", "delete", "forget", "update", "create"] as const;

export type ChangeKind = (typeof ORDER)[number];

export const HEADINGS: Readonly<Record<ChangeKind, string>> = {
  replace: "Replaced",
  delete: "Destroyed",
  forget: "Forgotten, and left as they are",
  update: "Changed",
  create: "Created",
};

const WORDS: Readonly<Record<ChangeKind, string>> = {
  replace: "to replace",
  delete: "to destroy",
  forget: "to forget",
  update: "to change",
  create: "to create",
};

export const SIGNS: Readonly<Record<ChangeKind, string>> = {
  replace: "-/+",
  delete: "-",
  forget: ".",
  update: "~",
  create: "+",
};

/** Resources of one kind that are listed one by one; of the rest, how many there are of each type. */
const MOST_LISTED: Readonly<Record<ChangeKind, number>> = {
  replace: 60,
  delete: 60,
  forget: 20,
  update: 40,
  create: 40,
};

/** Attributes of one resource that are listed. */
const MOST_ATTRIBUTES: Readonly<Record<ChangeKind, number>> = {
  replace: 30,
  delete: 0,
  forget: 0,
  update: 30,
  create: 12,
};

export interface ListedChange {
  readonly address: string;
  readonly notes: readonly string[];
  readonly attributes: readonly AttributeChange[];
  /** Attributes that are left out of the list. */
  readonly more: number;
}

/** Changes of one kind, as far as people can read them. */
export interface ListedGroup {
  readonly kind: ChangeKind;
  readonly count: number;
  readonly listed: readonly ListedChange[];
  /** How many of each type are not listed one by one, the most frequent first. */
  readonly rest: readonly { readonly type: string; readonly count: number }[];
}

/** The changes of a plan in the order of what they may lose, short enough to be read however many there are. */
export function listing(changes: readonly ResourceChange[], hide?: Hide): ListedGroup[] {
  return ORDER.flatMap((kind): ListedGroup[] => {
    const all = changes.filter(({ action }) => action === kind);
    if (all.length === 0) return [];
    const first = all.slice(0, all.length > MOST_LISTED[kind] ? MOST_LISTED[kind] / 2 : all.length);
    return [
      {
        kind,
        count: all.length,
        listed: first.map((change) => listedChange(change, kind, hide)),
        rest: typeCounts(all.slice(first.length)),
      },
    ];
  });
}

/** Such as `1 to replace, 3 to create, 12 unchanged`. */
export function countsText(changes: readonly ResourceChange[]): string {
  const count = (wanted: Action) => changes.filter(({ action }) => action === wanted).length;
  const parts = ORDER.filter((kind) => count(kind) > 0).map((kind) => `${count(kind)} ${WORDS[kind]}`);
  const moved = changes.filter((change) => !isChange(change) && notesOf(change).length > 0).length;
  if (moved > 0) parts.push(`${moved} moved or imported`);
  const unchanged = count("none") - moved;
  if (unchanged > 0) parts.push(`${unchanged} unchanged`);
  return parts.join(", ") || "no resources";
}

function listedChange(change: ResourceChange, kind: ChangeKind, hide?: Hide): ListedChange {
  const attributes = MOST_ATTRIBUTES[kind] === 0 ? [] : attributeChanges(change, hide);
  const isComputed = ({ before, after }: AttributeChange) => before === undefined && after === "(known after apply)";
  // What a new resource gets by itself is no news.
  const told = kind === "create" ? attributes.filter((attribute) => !isComputed(attribute)) : attributes;
  const first = [...told].sort((one, other) => Number(other.forcesReplacement) - Number(one.forcesReplacement));
  return {
    address: addressText(change),
    notes: notesOf(change),
    attributes: first.slice(0, MOST_ATTRIBUTES[kind]),
    more: Math.max(0, first.length - MOST_ATTRIBUTES[kind]),
  };
}

export function addressText({ address, deposed }: Pick<ResourceChange, "address" | "deposed">): string {
  return visible(deposed === undefined ? address : `${address} (former object ${deposed})`);
}

const REASONS: Readonly<Record<string, string>> = {
  replace_because_tainted: "it was not made completely",
  replace_because_cannot_update: "something in it cannot be changed in place",
  replace_by_request: "asked for",
  replace_by_triggers: "something that it follows is replaced",
  delete_because_no_resource_config: "it is no longer in the configuration",
  delete_because_no_module: "its module is no longer in the configuration",
  delete_because_wrong_repetition: "its count or for_each has changed",
  delete_because_count_index: "count has become smaller",
  delete_because_each_key: "its key is no longer in for_each",
  delete_because_no_move_target: "what it moved to is not in the configuration",
};

/** Why it changes and where it comes from, each in a few words. */
export function notesOf({ reason, previousAddress, importId }: ResourceChange): string[] {
  return [
    ...(reason === undefined || REASONS[reason] === undefined ? [] : [REASONS[reason]]),
    ...(previousAddress === undefined ? [] : [`moved from ${visible(previousAddress)}`]),
    ...(importId === undefined ? [] : [`imported by the id ${visible(importId)}`]),
  ];
}

function typeCounts(changes: readonly ResourceChange[]): { readonly type: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const { type } of changes) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts]
    .map(([type, count]) => ({ type, count }))
    .sort((one, other) => other.count - one.count || (one.type < other.type ? -1 : 1));
}
