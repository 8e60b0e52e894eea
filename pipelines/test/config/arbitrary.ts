import fc from "fast-check";

/** What a YAML file can hold. */
export type Plain = null | boolean | number | string | Plain[] | { [key: string]: Plain };

type Raw = { readonly [key: string]: unknown };

/** A slipway.yaml as plain values. */
export type RawFile = Raw & { readonly environments: Readonly<Record<string, Raw>> };

const NAMES = ["api", "auth", "constructor", "listing", "web-ui"];

const duration = fc
  .tuple(fc.integer({ min: 1, max: 59 }), fc.constantFrom("s", "m", " minutes", " sec"))
  .map(([amount, unit]) => `${amount}${unit}`);
const share = fc.integer({ min: 1, max: 99 });
const percent = fc.oneof(
  share,
  share.map((value) => `${value}%`),
  share.map((value) => `${value} %`),
);

/** Text that YAML may take for something else, or break at. */
const awkward = fc.oneof(
  fc.constantFrom(
    "",
    "null",
    "true",
    "0x1F",
    "1e3",
    "~",
    "- a",
    "# no",
    "a: b",
    "*a",
    "&a",
    "!a",
    "%a",
    "@a",
    "[",
    "{}",
    "'",
    '"',
    "=",
    "<<",
  ),
  fc.string({ maxLength: 20 }),
  fc.string({ maxLength: 12, unit: "binary" }),
);

/** Any JSON without the key `__proto__`, which is refused. */
const json = fc
  .json({ maxDepth: 3 })
  .filter((text) => !text.includes("__proto__"))
  .map((text): Plain => JSON.parse(text) as Plain);

const scaling = fc.record(
  { min: fc.nat({ max: 5 }), max: fc.integer({ min: 5, max: 50 }), concurrency: fc.integer({ min: 1, max: 999 }) },
  { requiredKeys: [] },
);

const check = fc.record(
  {
    post: fc.constantFrom("/", "/v1/things?a=b"),
    json,
    status: fc.oneof(fc.constant(201), fc.constant([200, 204])),
    within: fc.constantFrom("500ms", "2s", "1.5 s"),
    expect: fc.dictionary(
      fc.constantFrom("$.id", "$.items[0].name", "$"),
      fc.oneof(fc.constantFrom("string", "array"), fc.integer(), fc.boolean()),
    ),
    headers: fc.dictionary(fc.constantFrom("accept", "x-a"), awkward),
  },
  { requiredKeys: ["post"] },
);

const optional = {
  port: fc.integer({ min: 1, max: 65_535 }),
  preset: fc.constantFrom("node", "python"),
  env: fc.dictionary(fc.constantFrom("A", "B_C", "d"), awkward),
  secrets: fc.dictionary(
    fc.constantFrom("S", "T"),
    fc.oneof(fc.constant("a-secret"), fc.constant({ secret: "b", version: 3 })),
  ),
  args: fc.array(awkward, { maxLength: 3 }),
  timeout: duration,
  public: fc.boolean(),
  scaling,
  resources: fc.record(
    { memory: fc.constantFrom("512Mi", "1 GiB", "2Gi"), startupBoost: fc.boolean() },
    { requiredKeys: [] },
  ),
  smoke: fc.array(check, { maxLength: 2 }),
};

const override = fc.record(optional, { requiredKeys: [] });

const steps = fc
  .uniqueArray(share, { maxLength: 4 })
  .map((shares) => shares.sort((a, b) => a - b))
  .chain((shares) =>
    fc.tuple(...shares.map((value) => fc.constantFrom(value, `${value}%`, { share: `${value}%`, hold: "7m" }))),
  );

const canary = fc.record(
  {
    steps,
    hold: duration,
    alpha: fc.integer({ min: 1, max: 20 }),
    baseline: fc.boolean(),
    objectives: fc.record({ errors: percent }),
  },
  { requiredKeys: [] },
);

const scan = fc.record(
  {
    onlyNew: fc.boolean(),
    fail: fc.dictionary(fc.constantFrom("critical", "high"), fc.nat({ max: 99 }), { minKeys: 1 }),
  },
  { requiredKeys: [] },
);

const timezone = fc.constantFrom("UTC", "Africa/Johannesburg");

function environment(names: readonly string[]) {
  const services = fc.dictionary(fc.constantFrom(...names), override);
  const own = { canary, scan, timezone, services, approval: fc.constantFrom("none", "required") };
  const google = {
    target: fc.constant("google"),
    project: fc.constant("shop-prd"),
    regions: fc.constant(["me-west1", ["europe-west6"]]),
  };
  return fc.oneof(
    fc.record({ ...own, target: fc.constant("local") }, { requiredKeys: ["target"] }),
    fc.record({ ...own, ...google }, { requiredKeys: ["project", "regions"] }),
  );
}

/** A sound slipway.yaml. */
export const file: fc.Arbitrary<RawFile> = fc
  .uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 4 })
  .chain((names) => {
    const service = (index: number) =>
      fc.record(
        { ...optional, path: fc.constantFrom(".", "services/a"), needs: fc.subarray(names.slice(0, index)) },
        { requiredKeys: ["path"] },
      );
    const services = fc.tuple(...names.map((_, index) => service(index)));
    const environments = fc.dictionary(fc.constantFrom("local", "staging", "production"), environment(names), {
      minKeys: 1,
    });
    return fc
      .record(
        { name: fc.constant("shop"), services, canary, scan, timezone, environments },
        { requiredKeys: ["name", "services", "environments"] },
      )
      .map((raw) => ({
        ...raw,
        services: Object.fromEntries(names.map((name, index) => [name, raw.services[index]])),
      }));
  });

const junk = fc.oneof(
  fc.constantFrom<Plain>(
    null,
    "",
    "lots",
    "5",
    "../x",
    "/etc",
    -1,
    1.5,
    1e9,
    true,
    [],
    {},
    [null],
    { a: 1 },
    "300",
    "5x",
    "100%",
  ),
  awkward,
);

/** The same file with one value taken away or replaced, or one key added, anywhere. */
export function changed(raw: RawFile): fc.Arbitrary<Plain> {
  const plain = JSON.parse(JSON.stringify(raw)) as Plain;
  const places = placesOf(plain);
  return fc.tuple(fc.nat({ max: 1e6 }), fc.constantFrom("replace", "remove", "add"), junk).map(([at, how, value]) => {
    const [holder, key] = places[at % places.length] ?? [];
    if (holder === undefined || key === undefined) return plain;
    const copy = structuredClone({ plain, holder });
    return change(copy.plain, copy.holder, key, how, value);
  });
}

type Holder = { [key: string]: Plain };

function change(plain: Plain, holder: Holder, key: string, how: string, value: Plain): Plain {
  if (how === "remove") delete holder[key];
  else holder[how === "add" ? `${key}s` : key] = value;
  return plain;
}

/** Every map in a value with each of its keys. `structuredClone` keeps what is shared, so a holder's copy is in the copy. */
function placesOf(value: Plain): [Holder, string][] {
  if (Array.isArray(value)) return value.flatMap(placesOf);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]): [Holder, string][] => [[value, key], ...placesOf(child)]);
}
