import type { SeatBlock } from './seat-map.js';

/** Free seats for a group: next to each other in a row, or in several neighbouring rows. */
export interface SeatGroup {
  seats: readonly string[];
  /** How many rows it takes. */
  rows: number;
  /** Rows in which only one of the group sits. */
  alone: number;
  /** Aisles between members of the group in the same row. */
  aisles: number;
  /** Free seats without a free neighbour that it leaves behind, less those that were so before. */
  singles: number;
}

/** Negative where `a` seats more, or as many closer together. */
function compareGroups(a: SeatGroup, b: SeatGroup): number {
  return (
    b.seats.length - a.seats.length ||
    a.rows - b.rows ||
    a.alone - b.alone ||
    a.aisles - b.aisles ||
    a.singles - b.singles
  );
}

/** The first of the best. */
export function closest(groups: readonly (SeatGroup | undefined)[]): SeatGroup | undefined {
  let best: SeatGroup | undefined;
  for (const group of groups) {
    if (group && (best === undefined || compareGroups(group, best) < 0)) best = group;
  }
  return best;
}

/** The best `size` free seats that are next to each other in a row, across its aisles if need be. */
export function groupInRow(
  row: readonly SeatBlock[],
  free: ReadonlySet<string>,
  size: number,
): SeatGroup | undefined {
  const all = row.flat();
  const groups: SeatGroup[] = [];
  for (let start = 0; start + size <= all.length; start += 1) {
    const seats = all.slice(start, start + size);
    if (seats.every((seat) => free.has(seat))) groups.push(makeGroup(row, free, seats));
  }
  return closest(groups);
}

function makeGroup(
  row: readonly SeatBlock[],
  free: ReadonlySet<string>,
  seats: readonly string[],
): SeatGroup {
  const touched = row.filter((block) => block.some((seat) => seats.includes(seat)));
  let singles = 0;
  for (const block of touched) {
    singles -= countSingles(block, (seat) => free.has(seat));
    singles += countSingles(block, (seat) => free.has(seat) && !seats.includes(seat));
  }
  return {
    seats,
    rows: 1,
    alone: seats.length === 1 ? 1 : 0,
    aisles: touched.length - 1,
    singles,
  };
}

function countSingles(block: SeatBlock, isFree: (seat: string) => boolean): number {
  const free = block.map(isFree);
  return free.filter((here, index) => here && !free[index - 1] && !free[index + 1]).length;
}

/**
 * The largest group up to `size` that sits in neighbouring rows, in each of them next to each other.
 * There is one as long as a seat is free; without any this throws.
 *
 * It grows by a row at a time: the groups of n that start in a row and take d rows are those of m
 * in that row joined with those of n - m that take the d - 1 rows behind it.
 */
export function largestGroup(
  rows: readonly (readonly SeatBlock[])[],
  free: ReadonlySet<string>,
  size: number,
): SeatGroup {
  const sizes = Array.from({ length: size }, (_, index) => index + 1);
  const inRow = rows.map((row) => sizes.map((n) => groupInRow(row, free, n)));
  let startingAt = inRow;
  let best = closest(startingAt.flat());
  for (let depth = 2; depth <= size && best?.seats.length !== size; depth += 1) {
    const behind = startingAt;
    startingAt = inRow.map((here, row) =>
      sizes.map((n) =>
        closest(sizes.slice(0, n - 1).map((m) => join(here[m - 1], behind[row + 1]?.[n - m - 1]))),
      ),
    );
    best = closest([best, ...startingAt.flat()]);
  }
  if (best === undefined) throw new RangeError('no seat is free');
  return best;
}

function join(a: SeatGroup | undefined, b: SeatGroup | undefined): SeatGroup | undefined {
  if (a === undefined || b === undefined) return undefined;
  return {
    seats: [...a.seats, ...b.seats],
    rows: a.rows + b.rows,
    alone: a.alone + b.alone,
    aisles: a.aisles + b.aisles,
    singles: a.singles + b.singles,
  };
}
