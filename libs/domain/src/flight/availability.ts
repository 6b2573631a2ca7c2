import type { CabinFare } from './fares.js';
import type { Flight } from './flight.js';
import { seatMapOf } from './seat-map.js';

export interface CabinAvailability extends CabinFare {
  capacity: number;
  /** Seats that are neither held nor sold. */
  available: number;
}

/** One entry for each cabin on sale, in the order of the flight's fares. */
export function availabilityByCabin(flight: Flight): CabinAvailability[] {
  const { cabins, cabinOf } = seatMapOf(flight.aircraft.seats);
  return flight.fares.map(({ cabin, fare }) => {
    const capacity = cabins.get(cabin)?.capacity ?? 0;
    let available = capacity;
    for (const seat of flight.taken.keys()) if (cabinOf.get(seat) === cabin) available -= 1;
    return { cabin, capacity, available, fare };
  });
}
