import { sql } from "drizzle-orm";
import { bigint, char, check, index, pgTable, timestamp, uuid, varchar } from "drizzle-orm/pg-core";

/** A cursor carries a time through JavaScript, whose dates end at milliseconds: more digits here would skip rows. */
const time = { precision: 3, withTimezone: true } as const;

/** The one table. Its limits repeat those of the API, so that no other writer can store what the API cannot return. */
export const listings = pgTable(
  "listings",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    title: varchar("title", { length: 120 }).notNull(),
    description: varchar("description", { length: 2000 }).notNull().default(""),
    priceCents: bigint("price_cents", { mode: "number" }).notNull(),
    currency: char("currency", { length: 3 }).notNull().default("ZAR"),
    createdAt: timestamp("created_at", time).notNull().defaultNow(),
    updatedAt: timestamp("updated_at", time).notNull().defaultNow(),
  },
  (table) => [
    // Ascending on purpose: read backwards it gives newest first, with nulls where `order by … desc` expects them.
    index("listings_by_age").on(table.createdAt, table.id),
    check("listings_title_not_empty", sql`${table.title} <> ''`),
    check(
      "listings_price_in_range",
      sql`${table.priceCents} between 0 and ${sql.raw(String(Number.MAX_SAFE_INTEGER))}`,
    ),
    check("listings_currency_code", sql`${table.currency} ~ '^[A-Z]{3}$'`),
  ],
);
