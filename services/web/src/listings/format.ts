/** Fixed, so that a price reads the same wherever the server and the reader are. */
const locale = "en-ZA";
const timeZone = "Africa/Johannesburg";

/** A price in hundredths, such as 389500000 ZAR as R 3 895 000. Cents are shown when there are some. */
export function formatPrice(priceCents: number, currency: string): string {
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    trailingZeroDisplay: "stripIfInteger",
  });
  const digits = String(priceCents).padStart(3, "0");
  // As text, since the largest price has more digits than a number divided by 100 keeps.
  return format.format(`${digits.slice(0, -2)}.${digits.slice(-2)}` as Intl.StringNumericLiteral);
}

/** The day of a time in ISO 8601, such as 21 November 2026. */
export function formatDay(time: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone }).format(new Date(time));
}
