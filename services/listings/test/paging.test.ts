import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listings } from "../src/database/index.js";
import { ownApp } from "./own-database.js";

const { app, database } = ownApp();

interface Row {
  readonly id: string;
  readonly createdAt: Date;
  readonly title: string;
  readonly priceCents: number;
}

/** A few instants only, so that many listings share one and the id has to decide. */
const row: fc.Arbitrary<Row> = fc.record({
  id: fc.uuid({ version: 4 }),
  createdAt: fc.integer({ min: 0, max: 4 }).map((millis) => new Date(1_750_000_000_000 + millis)),
  title: fc.constant("Flat"),
  priceCents: fc.nat(),
});
const rows = fc.uniqueArray(row, { selector: ({ id }) => id, maxLength: 30, size: "max" });

async function store(values: readonly Row[]): Promise<void> {
  await database.execute(sql`truncate ${listings}`);
  if (values.length > 0) await database.insert(listings).values([...values]);
}

async function pageAfter(after: string | null, limit: number) {
  const query = { limit: String(limit), ...(after !== null && { after }) };
  const response = await app.inject({ url: "/v1/listings", query });
  expect(response.statusCode).toBe(200);
  const { items, next } = response.json();
  return { ids: items.map(({ id }: Row) => id) as string[], next: next as string | null };
}

async function everyPage(limit: number, afterPage = async (_ids: string[]) => {}): Promise<string[][]> {
  const pages: string[][] = [];
  let after: string | null = null;
  do {
    const { ids, next } = await pageAfter(after, limit);
    pages.push(ids);
    await afterPage(ids);
    after = next;
  } while (after !== null);
  return pages;
}

function newestFirst(values: readonly Row[]): string[] {
  const order = (a: Row, b: Row) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1);
  return values.toSorted(order).map(({ id }) => id);
}

describe("GET /v1/listings", () => {
  it("passes every listing exactly once, newest first, in pages that are full but for the last", async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 12 }), async (values, limit) => {
        await store(values);
        const pages = await everyPage(limit);
        expect(pages.flat()).toEqual(newestFirst(values));
        expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
        expect(pages.at(-1)).toHaveLength(values.length === 0 ? 0 : ((values.length - 1) % limit) + 1);
      }),
      { numRuns: 40 },
    );
  });

  it("repeats and skips nothing while listings are added in front and those already seen are deleted", async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 12 }), async (values, limit) => {
        await store(values);
        const pages = await everyPage(limit, async (ids) => {
          for (const id of ids) await app.inject({ method: "DELETE", url: `/v1/listings/${id}` });
          await app.inject({ method: "POST", url: "/v1/listings", body: { title: "Newer", priceCents: 1 } });
        });
        expect(pages.flat()).toEqual(newestFirst(values));
      }),
      { numRuns: 10 },
    );
  });

  it("returns twenty listings at a time unless told otherwise", async () => {
    const createdAt = new Date();
    await store(Array.from({ length: 21 }, () => ({ id: randomUUID(), createdAt, title: "Flat", priceCents: 1 })));
    const { items, next } = (await app.inject("/v1/listings")).json();
    expect(items).toHaveLength(20);
    expect(next).toEqual(expect.any(String));
  });
});
