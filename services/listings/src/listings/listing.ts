import { z } from "zod";

/** PostgreSQL stores any character but this one. */
const text = z.string().refine((value) => !value.includes("\0"), "must not contain the NUL character");

const fields = {
  title: text.trim().min(1).max(120).describe("One line that names the property"),
  description: text.max(2000).describe("Free text"),
  priceCents: z.int().min(0).describe("Price in hundredths of the currency"),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, "must be three capital letters, as in ZAR")
    .describe("ISO 4217 code"),
};

const time = z
  .codec(z.iso.datetime(), z.date(), { decode: (text) => new Date(text), encode: (date) => date.toISOString() })
  .describe("UTC, in ISO 8601 with milliseconds");

/** A listing as the API returns it. */
export const listing = z.object({ id: z.uuid(), ...fields, createdAt: time, updatedAt: time });

/** What a client sends to create one. */
export const newListing = z.strictObject({
  ...fields,
  description: fields.description.default(""),
  currency: fields.currency.default("ZAR"),
});

/** What a client sends to change one. Made from the fields without defaults: what is left out must stay as it is. */
export const listingChange = z
  .strictObject(fields)
  .partial()
  .refine((change) => Object.keys(change).length > 0, "must name at least one field");

export type Listing = z.output<typeof listing>;
export type NewListing = z.output<typeof newListing>;
export type ListingChange = z.output<typeof listingChange>;
