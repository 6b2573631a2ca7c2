/** Time that passes as it is told to: minutes of reads are simulated in a moment. */
export class SimulatedTime {
  /** Milliseconds since 1970. */
  private at = Date.UTC(2027, 0, 1);
  private readonly waiting: { at: number; goOn: () => void }[] = [];

  readonly now = (): number => this.at;

  /** Ends when so much time has passed: the same for all who wait, so that they go on in the order of their coming. */
  pause(ms: number): Promise<void> {
    return new Promise((goOn) => this.waiting.push({ at: this.at + ms, goOn }));
  }

  /** Lets time pass, and all that waited for it go on. */
  async pass(ms: number): Promise<void> {
    const until = this.at + ms;
    for (let [next] = this.waiting; next !== undefined && next.at <= until; [next] = this.waiting) {
      this.waiting.shift();
      this.at = next.at;
      next.goOn();
      // What follows from it, before any more time passes.
      await new Promise(setImmediate);
    }
    this.at = until;
  }
}
