import type { Cabin, SeatBlock, SeatMap } from './seat-map.js';
import { closest, groupInRow, largestGroup } from './seat-group.js';

/**
 * The best free seats of a cabin for a party, by row and letter; undefined where it has fewer free
 * seats than the party (or the aircraft has no such cabin). The same cabin gives the same seats.
 *
 * In this order: side by side with no aisle between; in one row across the aisle; in neighbouring
 * rows, nobody alone in theirs if that can be; else the largest group that can sit so, and the rest
 * of the party likewise. Among equals: the seats that leave the fewest single free seats between
 * others, then those nearest to the front.
 *
 * @param taken whether a seat is held or sold
 * @param party how many seats: a whole number from 1
 */
export function chooseSeats(
  map: SeatMap,
  cabin: Cabin,
  taken: (seat: string) => boolean,
  party: number,
): string[] | undefined {
  const layout = map.cabins.get(cabin);
  if (layout === undefined) return undefined;
  const free = new Set(layout.seats.filter((seat) => !taken(seat)));
  if (free.size < party) return undefined;

  const chosen = new Set<string>();
  while (chosen.size < party) {
    for (const seat of seatTogether(layout.rows, free, party - chosen.size)) {
      chosen.add(seat);
      free.delete(seat);
    }
  }
  return layout.seats.filter((seat) => chosen.has(seat));
}

function seatTogether(
  rows: readonly (readonly SeatBlock[])[],
  free: ReadonlySet<string>,
  party: number,
): readonly string[] {
  // largestGroup alone gives the same seats, but takes two to six times as long (178 and 450 seats,
  // parties of 2 and 4), and most parties fit into one row.
  const inOneRow = closest(rows.map((row) => groupInRow(row, free, party)));
  return (inOneRow ?? largestGroup(rows, free, party)).seats;
}
