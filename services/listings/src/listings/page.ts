import { z } from "zod";
import { listing } from "./listing.js";

const key = z.tuple([z.iso.datetime({ precision: 3 }), z.uuid()]);

/**
 * The place of a listing in the order of a page, as text that clients pass back unread. It holds the sort key itself,
 * so a page continues in the right place even when that listing has been deleted.
 */
export const cursor = z
  .codec(z.string().max(200), z.object({ createdAt: z.date(), id: z.uuid() }), {
    decode(text, context) {
      const parsed = key.safeParse(Buffer.from(text, "base64url").toString().split(" "));
      if (parsed.success) return { createdAt: new Date(parsed.data[0]), id: parsed.data[1] };
      context.issues.push({ code: "custom", message: "is not a cursor that this service gave", input: text });
      return z.NEVER;
    },
    encode: ({ createdAt, id }) => Buffer.from(`${createdAt.toISOString()} ${id}`).toString("base64url"),
  })
  .describe("Cursor from the `next` of the page before");

export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20).describe("Most listings to return"),
  after: cursor.optional(),
});

export const page = z.object({
  items: z.array(listing).describe("Newest first"),
  next: cursor.nullable().describe("Pass as `after` for the next page; null on the last"),
});

export type PageQuery = z.output<typeof pageQuery>;
export type Page = z.output<typeof page>;
