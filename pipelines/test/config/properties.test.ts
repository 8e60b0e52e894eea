import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { effectiveOf, readConfig, renderText, sourcedValues } from "../../config/index.js";
import { changed, file, type Plain, type RawFile } from "./arbitrary.js";
import { sound } from "./reading.js";

const SEED = 20_260_803;
const LONG = 60_000;

/** Overrides over values, said once more: maps key by key, everything else replaced. */
function overlay(lower: Plain | undefined, upper: Plain | undefined): Plain | undefined {
  if (!isMap(lower) || !isMap(upper)) return upper ?? lower;
  const keys = [...new Set([...Object.keys(lower), ...Object.keys(upper)])];
  return Object.fromEntries(keys.map((key) => [key, overlay(own(lower, key), own(upper, key)) ?? null]));
}

function own(map: { [key: string]: Plain }, key: string): Plain | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

function isMap(value: Plain | undefined): value is { [key: string]: Plain } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Every single value of a plain value, by its path; nothing for what is empty. */
function leaves(value: Plain | undefined, path = ""): [string, Plain][] {
  if (Array.isArray(value)) return value.flatMap((item, index) => leaves(item, `${path}[${index}]`));
  if (isMap(value)) return Object.entries(value).flatMap(([key, child]) => leaves(child, path + step(key, path)));
  return value === undefined ? [] : [[path, value]];
}

function step(key: string, path: string): string {
  if (!/^[\w-]+$/.test(key)) return `[${JSON.stringify(key)}]`;
  return path === "" ? key : `.${key}`;
}

/** What a test says applies in an environment, without defaults. */
function expected(raw: RawFile, environment: string): Plain | undefined {
  const { environments, ...shared } = raw;
  const { services, canary, scan, timezone, ...settings } = environments[environment] ?? {};
  const overrides = Object.fromEntries(
    Object.entries({ services, canary, scan, timezone }).filter(([, value]) => value),
  );
  return overlay(overlay(shared as Plain, overrides as Plain), { environments: { [environment]: settings as Plain } });
}

describe("readConfig", () => {
  it(
    "reads back what was printed, in YAML and in JSON, with nothing lost and nothing added",
    () => {
      fc.assert(
        fc.property(file, (raw) => {
          const [fromYaml, fromJson] = [sound(stringify(raw)), sound(JSON.stringify(raw))];
          expect(fromJson.config).toEqual(fromYaml.config);
          for (const name of Object.keys(raw.environments)) {
            const written = sourcedValues(effectiveOf(fromYaml, name)).filter(({ from }) => from !== "default");
            const single = written.filter(({ value }) => typeof value !== "object" || value === null);
            const pairs = single.map(({ path, value }) => [path, value]);
            expect(Object.fromEntries(pairs)).toEqual(Object.fromEntries(leaves(expected(raw, name))));
          }
        }),
        { seed: SEED, numRuns: 80 },
      );
    },
    LONG,
  );

  it(
    "means the same by what it renders as by what it read, and renders that the same again",
    () => {
      fc.assert(
        fc.property(file, (raw) => {
          const read = sound(stringify(raw));
          for (const name of Object.keys(raw.environments)) {
            const text = renderText(effectiveOf(read, name));
            const again = sound(text);
            expect(again.config.environments[name]).toEqual(read.config.environments[name]);
            const values = (from: typeof read) =>
              sourcedValues(effectiveOf(from, name)).map(({ path, value }) => [path, value]);
            expect(values(again)).toEqual(values(read));
          }
        }),
        { seed: SEED, numRuns: 80 },
      );
    },
    LONG,
  );

  it(
    "gives an environment without overrides what applies outside all environments",
    () => {
      fc.assert(
        fc.property(file, (raw) => {
          const { config } = sound(stringify({ ...raw, environments: { plain: { target: "local" } } }));
          const { services, canary, scan, timezone } = config.environments["plain"] ?? {};
          expect({ services, canary, scan, timezone }).toEqual({
            services: config.services,
            canary: config.canary,
            scan: config.scan,
            timezone: config.timezone,
          });
        }),
        { seed: SEED, numRuns: 50 },
      );
    },
    LONG,
  );

  it(
    "gives every problem a path, a place in the text, what was seen and what is allowed",
    () => {
      let refused = 0;
      fc.assert(
        fc.property(file.chain(changed), (raw) => {
          const text = stringify(raw);
          const result = readConfig(text);
          if (result.ok) return;
          refused += 1;
          const lines = text.split("\n");
          for (const { path, line, column, seen, allowed } of result.problems) {
            const rest = lines[line - 1]?.slice(column - 1) ?? "";
            expect(rest).not.toBe("");
            const keys = path.match(/"(?:\\.|[^"])*"|[\w-]+/g) ?? [];
            const starts = keys.some((key) => rest.startsWith(key) || rest.startsWith(`"${key}`));
            const isItem = /\[\d+\]/.test(path);
            expect(starts || isItem || (line === 1 && column === 1), `${path} at ${line}:${column}: ${rest}`).toBe(
              true,
            );
            expect(path).not.toBe("");
            expect(seen).not.toBe("");
            expect(allowed).not.toBe("");
          }
        }),
        { seed: SEED, numRuns: 200 },
      );
      expect(refused).toBeGreaterThan(100);
    },
    LONG,
  );

  it(
    "answers for any text, with a configuration or with problems that are in it",
    () => {
      const cut = fc.tuple(
        file,
        fc.nat({ max: 5000 }),
        fc.nat({ max: 40 }),
        fc.string({ maxLength: 8, unit: fc.constantFrom(...'[]{}&*!|>:-?,#"%@\t\n a1') }),
      );
      const broken = cut.map(([raw, start, length, insert]) => {
        const text = stringify(raw);
        const from = start % text.length;
        return text.slice(0, from) + insert + text.slice(from + length);
      });
      fc.assert(
        fc.property(fc.oneof(fc.string({ maxLength: 200 }), fc.string({ unit: "binary" }), broken), (text) => {
          const result = readConfig(text);
          if (result.ok) return;
          expect(result.problems.length).toBeGreaterThan(0);
          const lines = text.split("\n").length;
          for (const { line, column } of result.problems) {
            expect(line).toBeGreaterThanOrEqual(1);
            expect(line).toBeLessThanOrEqual(lines);
            expect(column).toBeGreaterThanOrEqual(1);
          }
        }),
        { seed: SEED, numRuns: 400 },
      );
    },
    LONG,
  );
});
