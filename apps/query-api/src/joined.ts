/** Work of which there is one at a time for each key: who asks for it meanwhile gets the same. */
export class Joined<Result> {
  private readonly underWay = new Map<string, Promise<Result>>();

  join(key: string, work: () => Promise<Result>): Promise<Result> {
    const begun = this.underWay.get(key);
    if (begun !== undefined) return begun;
    const beginning = work().finally(() => this.underWay.delete(key));
    this.underWay.set(key, beginning);
    return beginning;
  }
}
