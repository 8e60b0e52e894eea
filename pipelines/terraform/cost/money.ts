/** To whole cents. Money is rounded here and nowhere before. */
export function cents(usd: number): number {
  return Math.round(usd * 100) / 100;
}

/** A sum that is the same to the last bit whatever the order. */
export function total(amounts: readonly number[]): number {
  return [...amounts].sort((one, other) => one - other).reduce((sum, amount) => sum + amount, 0);
}
