interface Waiting<Item> {
  items: readonly Item[];
  resolve: () => void;
  reject: (error: unknown) => void;
}

export interface GatheredOptions<Item> {
  work: (items: Item[]) => Promise<void>;
  /** How many of the work may be under way at once. */
  atOnce: number;
  /** What is added at once goes together, however much it is; no more joins it beyond this. */
  maxItems: number;
}

/**
 * Does work together that came one by one: what comes in one turn of the event loop, or while no more work may
 * begin. Under little load nothing waits for long, and under much each step serves many.
 */
export class Gathered<Item> {
  private readonly waiting: Waiting<Item>[] = [];
  private underWay = 0;

  constructor(private readonly options: GatheredOptions<Item>) {}

  /** Settles as the work does that the items went with. */
  add(items: readonly Item[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ items, resolve, reject });
      setImmediate(() => void this.begin());
    });
  }

  private async begin(): Promise<void> {
    if (this.underWay >= this.options.atOnce) return;
    const together = this.takeTogether();
    if (together.length === 0) return;
    this.underWay += 1;
    try {
      await this.options.work(together.flatMap(({ items }) => items));
      for (const { resolve } of together) resolve();
    } catch (error) {
      for (const { reject } of together) reject(error);
    } finally {
      this.underWay -= 1;
      setImmediate(() => void this.begin());
    }
  }

  private takeTogether(): Waiting<Item>[] {
    let items = 0;
    const fits = this.waiting.findIndex((one, at) => {
      items += one.items.length;
      return at > 0 && items > this.options.maxItems;
    });
    return this.waiting.splice(0, fits === -1 ? this.waiting.length : fits);
  }
}
