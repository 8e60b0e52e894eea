import { z } from "zod";

/** A listing as the API returns it. Fields that this service does not know are left out, not refused. */
export const listing = z.object({
  id: z.uuid(),
  title: z.string(),
  description: z.string(),
  priceCents: z.int(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});

/** Newest first; `next` asks for the page after this one. */
export const listingPage = z.object({ items: z.array(listing), next: z.string().nullable() });

/** An error of the API. Its codes are the API's table; only what is told apart here is named. */
export const problem = z.object({
  code: z.string(),
  details: z.array(z.object({ path: z.string(), message: z.string() })).default([]),
});

export type Listing = z.output<typeof listing>;
export type ListingPage = z.output<typeof listingPage>;

/** What the API takes to create one. */
export type NewListing = Pick<Listing, "title" | "description" | "priceCents" | "currency">;
