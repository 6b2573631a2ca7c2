/**
 * Commands that name a common stream are decided in turn within this process, in the order of their coming:
 * between them the expected version need not refuse any. Across processes it decides.
 */
export class Turns {
  private readonly last = new Map<string, Promise<unknown>>();

  async take<T>(streamIds: readonly string[], work: () => Promise<T>): Promise<T> {
    const before = Promise.all(streamIds.map((id) => this.last.get(id) ?? Promise.resolve()));
    const turn = before.then(work);
    const settled = turn.catch(() => undefined);
    for (const id of streamIds) this.last.set(id, settled);
    try {
      return await turn;
    } finally {
      for (const id of streamIds) if (this.last.get(id) === settled) this.last.delete(id);
    }
  }
}
