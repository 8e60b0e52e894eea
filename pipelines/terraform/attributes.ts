import { at, isObject } from "./at.js";
import type { Json, Mask, ResourceChange } from "./change.js";
import { type Hide, SENSITIVE, shown, shownApart, UNKNOWN } from "./shown.js";

/** One attribute that changes, as it may be shown: no sensitive value is in it. */
export interface AttributeChange {
  /** Such as `settings[0].tier`, or `dashboard_json: widgets[2].title` inside a text that is JSON. */
  readonly path: string;
  /** Undefined where it was not set. Of a list, what leaves it. */
  readonly before: string | undefined;
  /** Undefined where it is no longer set. Of a list, what is added to it. */
  readonly after: string | undefined;
  /** Whether it is why the resource is replaced. */
  readonly forcesReplacement: boolean;
}

/** Such as `"eu" -> "us"  forces replacement`. */
export function attributeText({ before, after, forcesReplacement }: AttributeChange): string {
  const change = before === undefined ? (after ?? "") : `${before} -> ${after ?? "(none)"}`;
  return forcesReplacement ? `${change}  forces replacement` : change;
}

interface Pair {
  readonly before: Json;
  readonly after: Json;
  readonly beforeSensitive: Mask;
  readonly afterSensitive: Mask;
  readonly unknown: Mask;
}

type Path = readonly (string | number)[];

/** The attributes that differ, sensitive values hidden and unknown ones marked. What is not set on both sides is left out. */
export function attributeChanges(
  change: Pick<ResourceChange, "before" | "after" | "beforeSensitive" | "afterSensitive" | "afterUnknown"> &
    Partial<Pick<ResourceChange, "replacePaths">>,
  hide: Hide = (text) => text,
): AttributeChange[] {
  const forcing = new Set(change.replacePaths?.map((path) => pathText(path)));
  const pair: Pair = {
    before: change.before,
    after: change.after,
    beforeSensitive: change.beforeSensitive,
    afterSensitive: change.afterSensitive,
    unknown: change.afterUnknown,
  };
  return [...differences(pair, [], hide)].map(([path, before, after]) => ({
    path: pathText(path),
    before,
    after,
    forcesReplacement: isForcing(forcing, path),
  }));
}

type Difference = readonly [path: Path, before: string | undefined, after: string | undefined];

function* differences(pair: Pair, path: Path, hide: Hide): Generator<Difference> {
  const { before, after, beforeSensitive, afterSensitive, unknown } = pair;
  if (unknown === true) {
    yield [path, isNothing(before) ? undefined : hidden(before, beforeSensitive, hide), UNKNOWN];
  } else if (beforeSensitive === true || afterSensitive === true) {
    // One that stays and only is, or no longer is, marked as sensitive is no change of the resource.
    if (equal(before, after)) return;
    yield [path, isNothing(before) ? undefined : SENSITIVE, isNothing(after) ? undefined : SENSITIVE];
  } else if ([before, after, unknown].some(Array.isArray)) {
    if (isListOrNothing(before) && isListOrNothing(after)) yield* inLists(pair, path, hide);
    else yield* replaced(pair, path, hide);
  } else if (isObject(before) || isObject(after) || isObject(unknown)) {
    if (isObjectOrNothing(before) && isObjectOrNothing(after)) yield* inObjects(pair, path, hide);
    else yield* replaced(pair, path, hide);
  } else if (!equal(before, after)) {
    yield* scalars(before, after, path, hide);
  }
}

function* inObjects(pair: Pair, path: Path, hide: Hide): Generator<Difference> {
  const keys = new Set([...keysOf(pair.before), ...keysOf(pair.after), ...keysOf(pair.unknown)]);
  for (const key of [...keys].sort()) yield* differences(child(pair, key, key), [...path, key], hide);
}

function* inLists(pair: Pair, path: Path, hide: Hide): Generator<Difference> {
  const [before, after] = [listOf(pair.before), listOf(pair.after)];
  if (isPlain(pair) && [...before, ...after].every(isScalar)) {
    yield* inScalarLists(before, after, path, hide);
    return;
  }
  const { left, right } = unmatched(pair, before, after);
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const [from = -1, to = -1] = [left[index], right[index]];
    yield* differences(child(pair, from, to), [...path, to === -1 ? from : to], hide);
  }
}

/** Items by their index that have no equal on the other side; order alone does not count. */
function unmatched(pair: Pair, before: readonly Json[], after: readonly Json[]) {
  const waiting = new Map<string, number[]>();
  const key = (value: Json, sensitive: Mask, unknown: Mask) => stable([value, sensitive, unknown]);
  for (const [index, item] of before.entries()) {
    const of = key(item, at(pair.beforeSensitive, index) ?? false, false);
    waiting.set(of, [...(waiting.get(of) ?? []), index]);
  }
  const right: number[] = [];
  const length = Math.max(after.length, listOf(pair.unknown).length);
  for (let index = 0; index < length; index += 1) {
    const unknown = at(pair.unknown, index) ?? false;
    const sensitive = at(pair.afterSensitive, index) ?? false;
    const same = waiting.get(key(after[index] ?? null, sensitive, isAnyTrue(unknown)))?.shift();
    if (same === undefined) right.push(index);
  }
  return { left: [...waiting.values()].flat().sort((one, other) => one - other), right };
}

function* inScalarLists(
  before: readonly Json[],
  after: readonly Json[],
  path: Path,
  hide: Hide,
): Generator<Difference> {
  const removed = without(before, after);
  const added = without(after, before);
  if (removed.length + added.length > 0) {
    yield [
      path,
      removed.length > 0 ? listText(removed, hide) : undefined,
      added.length > 0 ? listText(added, hide) : undefined,
    ];
  } else if (!equal(before, after)) {
    yield [path, listText(before, hide), listText(after, hide)];
  }
}

function* scalars(before: Json, after: Json, path: Path, hide: Hide): Generator<Difference> {
  if (typeof before === "string" && typeof after === "string") {
    const [from, to] = [jsonIn(before), jsonIn(after)];
    if (from !== undefined && to !== undefined) {
      const inside = { before: from, after: to, beforeSensitive: false, afterSensitive: false, unknown: false };
      const found = [...differences(inside, [], hide)];
      const [last = ""] = path.slice(-1);
      for (const [inner, old, now] of found) yield [[...path.slice(0, -1), `${last}: ${pathText(inner)}`], old, now];
      if (found.length > 0) return;
    }
    yield [path, ...shownApart(before, after, hide)];
    return;
  }
  yield [path, isNothing(before) ? undefined : shown(before, hide), isNothing(after) ? undefined : shown(after, hide)];
}

/** A value of one kind where there was one of another. */
function* replaced(
  { before, after, beforeSensitive, afterSensitive }: Pair,
  path: Path,
  hide: Hide,
): Generator<Difference> {
  yield [path, hidden(before, beforeSensitive, hide), hidden(after, afterSensitive, hide)];
}

/** A whole value on one line; all of it is hidden if any of it is sensitive. */
function hidden(value: Json, sensitive: Mask, hide: Hide): string | undefined {
  if (isNothing(value)) return undefined;
  return isAnyTrue(sensitive) ? SENSITIVE : shown(value, hide);
}

function child(pair: Pair, from: string | number, to: string | number): Pair {
  return {
    before: at(pair.before, from) ?? null,
    after: at(pair.after, to) ?? null,
    beforeSensitive: maskAt(pair.beforeSensitive, from),
    afterSensitive: maskAt(pair.afterSensitive, to),
    unknown: maskAt(pair.unknown, to),
  };
}

function maskAt(mask: Mask, key: string | number): Mask {
  return mask === true ? true : (at(mask, key) ?? false);
}

function isPlain({ beforeSensitive, afterSensitive, unknown }: Pair): boolean {
  return ![beforeSensitive, afterSensitive, unknown].some(isAnyTrue);
}

function isAnyTrue(mask: Mask): boolean {
  if (typeof mask === "object" && mask !== null) return Object.values(mask).some(isAnyTrue);
  return mask === true;
}

function isForcing(forcing: ReadonlySet<string>, path: Path): boolean {
  return path.some((_, index) => forcing.has(pathText(path.slice(0, index + 1))));
}

function pathText(path: Path): string {
  return path
    .map((step, index) => (typeof step === "number" ? `[${step}]` : `${index === 0 ? "" : "."}${keyText(step)}`))
    .join("");
}

function keyText(key: string): string {
  return /^[\w-]+(: .*)?$/.test(key) ? key : shown(key);
}

function keysOf(value: Json): string[] {
  return isObject(value) ? Object.keys(value) : [];
}

function listOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function isScalar(value: Json): boolean {
  return typeof value !== "object" || value === null;
}

function isNothing(value: Json): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}

function isListOrNothing(value: Json): boolean {
  return value === null || Array.isArray(value);
}

function isObjectOrNothing(value: Json): boolean {
  return value === null || isObject(value);
}

function without(items: readonly Json[], others: readonly Json[]): readonly Json[] {
  const left = new Map<Json, number>();
  for (const other of others) left.set(other, (left.get(other) ?? 0) + 1);
  return items.filter((item) => {
    const count = left.get(item) ?? 0;
    left.set(item, count - 1);
    return count <= 0;
  });
}

function listText(items: readonly Json[], hide: Hide): string {
  return items.length === 1 ? shown(items[0] ?? null, hide) : shown(items, hide);
}

/** Text that holds a JSON object or list, as APIs take for dashboards and policies. */
function jsonIn(text: string): Json | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function equal(one: Json, other: Json): boolean {
  return one === other || (typeof one === "object" && typeof other === "object" && stable(one) === stable(other));
}

function stable(value: Json): string {
  return JSON.stringify(value, (_, inner) =>
    isObject(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}
