import { limits } from '../model/limits.js';
import type { Simulated } from '../simulation/simulated.js';
import { table } from './table.js';

/** How many of each there would have to be; where it is more than one, it breaks. */
export function needs({ orders }: Simulated): string {
  return table(
    [
      'part',
      'one is',
      ...orders.map(({ load }) => `at ${load.reads.perSecond.toLocaleString('en')} reads/s`),
    ],
    limits.map(({ part, limit, need }) => [part, limit, ...orders.map(({ load }) => need(load))]),
  );
}

/** Of each order of magnitude, what breaks there that did not at the one before: the worst first. */
export function breaks({ orders }: Simulated): string {
  const rows = orders.flatMap(({ load }, index) => {
    const before = orders[index - 1]?.load;
    return limits
      .map((limit) => ({
        ...limit,
        now: limit.need(load),
        then: limit.then,
        was: before && limit.need(before),
      }))
      .filter(({ now, was }) => now > 1 && (was ?? 0) <= 1)
      .toSorted((a, b) => b.now - a.now)
      .map(({ part, now, then }) => [
        load.reads.perSecond.toLocaleString('en'),
        load.bookings.toLocaleString('en'),
        part,
        now,
        then,
      ]);
  });
  return table(
    ['reads/s', 'bookings/s', 'breaks', 'times what there is', 'what is changed then'],
    rows,
  );
}
