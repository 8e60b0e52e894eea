import { desc, eq, sql } from "drizzle-orm";
import { type Database, listings } from "../database/index.js";
import type { Listing, ListingChange, NewListing } from "./listing.js";
import type { Page, PageQuery } from "./page.js";

/** Newest first, from just after a cursor. One row more than asked for is read, to know whether there is a next page. */
export async function listPage(database: Database, { limit, after }: PageQuery): Promise<Page> {
  const { createdAt, id } = listings;
  const rows = await database
    .select()
    .from(listings)
    // As one comparison of pairs, which PostgreSQL answers from the index on the two columns.
    .where(after && sql`(${createdAt}, ${id}) < (${sql.param(after.createdAt, createdAt)}, ${sql.param(after.id, id)})`)
    .orderBy(desc(createdAt), desc(id))
    .limit(limit + 1);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? { createdAt: last.createdAt, id: last.id } : null };
}

export async function findListing(database: Database, id: string): Promise<Listing | undefined> {
  const [found] = await database.select().from(listings).where(eq(listings.id, id));
  return found;
}

export async function createListing(database: Database, listing: NewListing): Promise<Listing> {
  const [created] = await database.insert(listings).values(listing).returning();
  if (!created) throw new Error("An insert returned no row.");
  return created;
}

/** Sets the fields that are given; undefined when there is no such listing. */
export async function changeListing(
  database: Database,
  id: string,
  change: ListingChange,
): Promise<Listing | undefined> {
  const [changed] = await database
    .update(listings)
    .set({ ...change, updatedAt: sql`now()` })
    .where(eq(listings.id, id))
    .returning();
  return changed;
}

/** Whether there was such a listing. */
export async function deleteListing(database: Database, id: string): Promise<boolean> {
  const { rowCount } = await database.delete(listings).where(eq(listings.id, id));
  return rowCount === 1;
}
