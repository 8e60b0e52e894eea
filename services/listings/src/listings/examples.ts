import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import { listings } from "../database/index.js";

/** Fixed ids, so that adding them again finds them. */
const examples = [
  {
    id: "0b7c5e0a-3f0e-4d55-9c0e-6a1f2b9d4c01",
    title: "Two-bedroom flat in Sea Point",
    description: "Third floor, sea view, one parking bay.",
    priceCents: 389_500_000,
  },
  {
    id: "0b7c5e0a-3f0e-4d55-9c0e-6a1f2b9d4c02",
    title: "Family house in Parkhurst",
    description: "Four bedrooms and a garden, within walking distance of 4th Avenue.",
    priceCents: 545_000_000,
  },
  {
    id: "0b7c5e0a-3f0e-4d55-9c0e-6a1f2b9d4c03",
    title: "Cottage near the beach in Ballito",
    priceCents: 217_500_000,
  },
  {
    id: "0b7c5e0a-3f0e-4d55-9c0e-6a1f2b9d4c04",
    title: "Studio in Windhoek West",
    description: "Furnished; water and fibre included.",
    priceCents: 98_000_000,
    currency: "NAD",
  },
  {
    id: "0b7c5e0a-3f0e-4d55-9c0e-6a1f2b9d4c05",
    title: "Farm stall with a flat above, Riebeek-Kasteel",
    priceCents: 310_000_000,
  },
];

/** Adds the example listings that are missing, and leaves the others as they have become. */
export async function addExamples(database: NodePgDatabase): Promise<{ added: number; kept: number }> {
  const { rowCount } = await database.insert(listings).values(examples).onConflictDoNothing();
  const added = rowCount ?? 0;
  return { added, kept: examples.length - added };
}
