import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** From 0, excluding 1: the same ones for the same seed. */
export type Random = () => number;

export function seeded(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  return () => uniformFloat64(generator);
}

/** Between two events of a Poisson process. */
export function exponential(random: Random, mean: number): number {
  return -mean * Math.log(1 - random());
}

/** One of them, by its share of all. */
export function chosen<Choice extends { share: number }>(
  random: Random,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const all = choices.reduce((sum, { share }) => sum + share, 0);
  let left = random() * all;
  return choices.find(({ share }) => (left -= share) < 0) ?? choices[0];
}

/** In another order. */
export function shuffled<Item>(random: Random, items: readonly Item[]): Item[] {
  const keyed = items.map((item): [number, Item] => [random(), item]);
  return keyed.sort(([a], [b]) => a - b).map(([, item]) => item);
}
