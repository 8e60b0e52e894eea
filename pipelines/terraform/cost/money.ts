/** To whole cents, half ones up. Money is rounded here and nowhere before. */
export function cents(usd: number): number {
  // Of two cents and a half, binary fractions may keep 2.4999999999999996.
  return Math.round(Number((usd * 100).toPrecision(14))) / 100;
}

/** A sum that is the same to the last bit whatever the order. */
export function total(amounts: readonly number[]): number {
  return [...amounts].sort((one, other) => one - other).reduce((sum, amount) => sum + amount, 0);
}
