import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  daysOf,
  isDate,
  minutesOfDay,
  parseDuration,
  parseMoney,
  parsePercent,
  parseSize,
} from "../../config/units.js";

const SEED = 20_260_801;

describe("parseDuration", () => {
  it.each([
    ["500ms", 500],
    ["90s", 90_000],
    ["5m", 300_000],
    ["5 minutes", 300_000],
    ["5min", 300_000],
    ["1.5h", 5_400_000],
    ["1h30m", 5_400_000],
    ["1h 30m 5s", 5_405_000],
    ["2 days", 172_800_000],
    ["1w", 604_800_000],
    ["0s", 0],
  ])("reads %s as %i ms", (text, millis) => {
    expect(parseDuration(text)).toBe(millis);
  });

  it.each(["", "5", "m", "5x", "-5m", "5m later", "1h30", "5 M", "1,5h", "..5m"])("refuses %o", (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it("reads back any number of whole units of its parts", () => {
    const part = fc.nat({ max: 999 });
    fc.assert(
      fc.property(part, part, part, (hours, minutes, seconds) => {
        const millis = ((hours * 60 + minutes) * 60 + seconds) * 1000;
        expect(parseDuration(`${hours}h ${minutes}m ${seconds}s`)).toBe(millis);
        expect(parseDuration(`${hours} hours${minutes}min${seconds}secs`)).toBe(millis);
      }),
      { seed: SEED },
    );
  });

  it("answers at once for long nonsense", () => {
    expect(parseDuration(`${"9".repeat(100_000)}`)).toBeUndefined();
    expect(parseDuration(`${"1h ".repeat(20_000)}x`)).toBeUndefined();
  });
});

describe("parseSize", () => {
  it.each([
    ["512Mi", 512 * 1024 ** 2],
    ["512 MiB", 512 * 1024 ** 2],
    ["1.5Gi", 1.5 * 1024 ** 3],
    ["2G", 2e9],
    ["2GB", 2e9],
    ["64k", 64_000],
    ["64Ki", 65_536],
  ])("reads %s as %i bytes", (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });

  it.each(["512", "512MI", "Mi", "-1Gi", "1 Gib", "1e3Mi"])("refuses %o", (text) => {
    expect(parseSize(text)).toBeUndefined();
  });
});

describe("parsePercent", () => {
  it("reads 5%, 5 % and 5 alike", () => {
    expect(["5%", "5 %", 5].map(parsePercent)).toEqual([5, 5, 5]);
  });

  it.each(["5", "%", "-5%", "5%%", Number.NaN, Number.POSITIVE_INFINITY])("refuses %o", (value) => {
    expect(parsePercent(value)).toBeUndefined();
  });

  it("reads back any share", () => {
    fc.assert(
      fc.property(fc.nat({ max: 100_000 }), (thousandths) => {
        expect(parsePercent(`${thousandths / 1000}%`)).toBe(thousandths / 1000);
      }),
      { seed: SEED },
    );
  });
});

describe("parseMoney", () => {
  it.each([
    ["$500", 500, "USD"],
    ["500 USD", 500, "USD"],
    ["EUR 8,500", 8500, "EUR"],
    ["£19.99", 19.99, "GBP"],
    ["12000ZAR", 12000, "ZAR"],
  ])("reads %s", (text, amount, currency) => {
    expect(parseMoney(text)).toEqual({ amount, currency });
  });

  it.each(["500", "$500 USD", "USD 500 EUR", "8,50 EUR", "-5 USD", "five USD"])("refuses %o", (text) => {
    expect(parseMoney(text)).toBeUndefined();
  });
});

describe("daysOf", () => {
  it.each([
    ["tue", ["tue"]],
    ["mon-fri", ["mon", "tue", "wed", "thu", "fri"]],
    ["sat-mon", ["sat", "sun", "mon"]],
    ["mon-sun", ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]],
  ])("reads %s", (range, days) => {
    expect(daysOf(range)).toEqual(days);
  });
});

describe("minutesOfDay", () => {
  it("counts from midnight to midnight", () => {
    expect(["00:00", "09:30", "24:00"].map(minutesOfDay)).toEqual([0, 570, 1440]);
  });
});

describe("isDate", () => {
  it("knows the days that exist", () => {
    expect(["2026-12-31", "2028-02-29"].every(isDate)).toBe(true);
    expect(["2026-02-29", "2026-13-01", "2026-12", "31-12-2026", "2026-12-31T00:00:00Z"].some(isDate)).toBe(false);
  });
});
