import type { SeatInventoryEvent } from '#domain';
import { unreachable } from '#domain';

/** The seats of a flight that are not free. Not by whom: a record locator is nobody's to read but its traveller's. */
export type SeatsTaken = Readonly<Record<string, 'held' | 'sold'>>;

/** The seats that are not free after one more event. */
export function takenAfter(before: SeatsTaken, { type, data }: SeatInventoryEvent): SeatsTaken {
  switch (type) {
    case 'SeatsHeld':
      return { ...before, ...every(data.seats, 'held') };
    case 'SeatsSold':
      return { ...before, ...every(data.seats, 'sold') };
    case 'SeatsReleased':
      return without(before, data.seats);
    case 'SeatMoved': {
      const { [data.from]: moved = 'held', ...others } = before;
      return { ...others, [data.to]: moved };
    }
    default:
      return unreachable(type);
  }
}

function every(seats: readonly string[], state: 'held' | 'sold'): SeatsTaken {
  return Object.fromEntries(seats.map((seat) => [seat, state]));
}

function without(taken: SeatsTaken, seats: readonly string[]): SeatsTaken {
  return Object.fromEntries(Object.entries(taken).filter(([seat]) => !seats.includes(seat)));
}
