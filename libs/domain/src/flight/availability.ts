import { unreachable } from '../unreachable.js';
import type { CabinFare } from './fares.js';
import type { Flight } from './flight.js';
import type { SeatInventoryEvent } from './seat-inventory.js';
import { seatMapOf } from './seat-map.js';

export interface CabinAvailability extends CabinFare {
  capacity: number;
  /** Seats that are neither held nor sold. */
  available: number;
}

/** One entry for each cabin on sale, in the order of the flight's fares. */
export function availabilityByCabin(
  flight: Pick<Flight, 'aircraft' | 'fares' | 'taken'>,
): CabinAvailability[] {
  const { cabins, cabinOf } = seatMapOf(flight.aircraft.seats);
  return flight.fares.map(({ cabin, fare }) => {
    const capacity = cabins.get(cabin)?.capacity ?? 0;
    let available = capacity;
    for (const seat of flight.taken.keys()) if (cabinOf.get(seat) === cabin) available -= 1;
    return { cabin, capacity, available, fare };
  });
}

/** The same numbers after one more event, for a reader that does not keep who has which seat. */
export function availabilityAfter(
  before: readonly CabinAvailability[],
  event: SeatInventoryEvent,
): CabinAvailability[] {
  const { cabin } = event.data;
  const freed = seatsFreed(event);
  return before.map((row) =>
    row.cabin === cabin ? { ...row, available: row.available + freed } : row,
  );
}

function seatsFreed({ type, data }: SeatInventoryEvent): number {
  switch (type) {
    case 'SeatsHeld':
      return -data.seats.length;
    case 'SeatsReleased':
      return data.seats.length;
    case 'SeatsSold':
    case 'SeatMoved':
      return 0;
    default:
      return unreachable(type);
  }
}
