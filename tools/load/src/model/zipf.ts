import type { Random } from './random.js';

/** Ranks from 0 on: the one at r is drawn in proportion to 1 / (r + 1)^exponent. */
export class Zipf {
  /** Of each rank, how many of all draws are of it or of one before. */
  private readonly upTo: Float64Array;

  constructor(ranks: number, exponent = 1) {
    if (ranks < 1) throw new RangeError('there is no rank to draw');
    this.upTo = new Float64Array(ranks);
    let sum = 0;
    for (let rank = 0; rank < ranks; rank += 1) this.upTo[rank] = sum += (rank + 1) ** -exponent;
    for (let rank = 0; rank < ranks; rank += 1) this.upTo[rank] = (this.upTo[rank] ?? 0) / sum;
  }

  /** Of all draws. */
  share(rank: number): number {
    return (this.upTo[rank] ?? NaN) - (this.upTo[rank - 1] ?? 0);
  }

  draw(random: Random): number {
    const drawn = random();
    let [low, high] = [0, this.upTo.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.upTo[middle] ?? 1) > drawn) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
