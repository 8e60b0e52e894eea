import { describe, expect, it } from "vitest";
import { formatDay, formatPrice } from "../src/listings/format";

/** With plain spaces for the kinds of space that ICU puts in, and the decimal sign of its version. */
function plain(price: string): string {
  return price.replace(/\s/gu, " ").replace(",", ".");
}

describe("formatPrice", () => {
  it.each([
    [389_500_000, "ZAR", "R 3 895 000"],
    [98_000_050, "ZAR", "R 980 000.50"],
    [0, "ZAR", "R 0"],
    [5, "ZAR", "R 0.05"],
    [120, "USD", "US$ 1.20"],
    [98_000_000, "NAD", "NAD 980 000"],
    [100_000, "XQZ", "XQZ 1 000"],
    // Hundredths for every currency, whatever its coins are.
    [123_456, "JPY", "JP¥ 1 234.56"],
  ])("writes %d %s as %s", (cents, currency, text) => {
    expect(plain(formatPrice(cents, currency)).replace(/(?<=[$¥R])(?=\d)/, " ")).toBe(text);
  });

  it("keeps every digit of the largest price", () => {
    expect(formatPrice(Number.MAX_SAFE_INTEGER, "ZAR").replace(/\D/g, "")).toBe("9007199254740991");
  });
});

describe("formatDay", () => {
  it("names the day in South Africa, wherever the server is", () => {
    expect(formatDay("2026-11-20T22:30:00.000Z")).toBe("21 November 2026");
  });
});
