/** How much is kept. */
export interface RingBounds {
  readonly lines: number;
  readonly bytes: number;
}

/** The newest items, as many as the bounds allow. The newest of all is kept even if it alone is too large. */
export class Ring<Item> {
  readonly #bounds: RingBounds;
  #items: { readonly item: Item; readonly bytes: number }[] = [];
  /** Where the oldest is: what lies before it is dropped now and then, and not one by one. */
  #start = 0;
  #bytes = 0;

  constructor(bounds: RingBounds) {
    this.#bounds = bounds;
  }

  get size(): number {
    return this.#items.length - this.#start;
  }

  get bytes(): number {
    return this.#bytes;
  }

  push(item: Item, bytes: number): void {
    this.#items.push({ item, bytes });
    this.#bytes += bytes;
    while (this.size > 1 && (this.size > this.#bounds.lines || this.#bytes > this.#bounds.bytes)) this.#dropOldest();
    if (this.#start > 64 && this.#start > this.#items.length / 2) {
      this.#items = this.#items.slice(this.#start);
      this.#start = 0;
    }
  }

  /** Oldest first. */
  newest(limit: number): Item[] {
    const from = Math.max(this.#start, this.#items.length - Math.max(0, limit));
    return this.#items.slice(from).map(({ item }) => item);
  }

  #dropOldest(): void {
    this.#bytes -= this.#items[this.#start]?.bytes ?? 0;
    this.#start += 1;
  }
}
