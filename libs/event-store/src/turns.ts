/**
 * Commands that name a common stream are decided in turn within this process, in the order of their coming:
 * between them the expected version need not refuse any. Across processes it decides.
 */
export class Turns {
  private readonly last = new Map<string, Promise<unknown>>();
  private readonly queued = new Map<string, number>();

  /** How many are under way or wait for the name. */
  queue(name: string): number {
    return this.queued.get(name) ?? 0;
  }

  /** @param names of the streams, and the command's id: a repeat waits for the first */
  async take<T>(names: readonly string[], work: () => Promise<T>): Promise<T> {
    const before = Promise.all(names.map((name) => this.last.get(name) ?? Promise.resolve()));
    const turn = before.then(work);
    const settled = turn.catch(() => undefined);
    for (const name of names) {
      this.last.set(name, settled);
      this.queued.set(name, (this.queued.get(name) ?? 0) + 1);
    }
    try {
      return await turn;
    } finally {
      for (const name of names) this.leave(name, settled);
    }
  }

  private leave(name: string, settled: Promise<unknown>): void {
    if (this.last.get(name) === settled) this.last.delete(name);
    const left = (this.queued.get(name) ?? 0) - 1;
    if (left > 0) this.queued.set(name, left);
    else this.queued.delete(name);
  }
}
