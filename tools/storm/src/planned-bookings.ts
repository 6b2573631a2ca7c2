import { type Cabin, seatMapOf } from '#domain';
import type { OperatedFlight } from '#tools/import';
import type { Random } from '#tools/load';

export interface PlannedBooking {
  segments: { flightId: string; cabin: Cabin }[];
  /** How many passengers. */
  party: number;
}

/** What is sold of each cabin. */
const nearlyFull = 0.95;
const largestParty = 9;
/** The share of bookings with a second flight. */
const twoFlights = 0.15;

interface Counter {
  segment: PlannedBooking['segments'][number];
  left: number;
}

/** Bookings that fill every cabin of the flights but for a twentieth: parties of 1 to 9, some on two flights. */
export function plannedBookings(
  flights: readonly OperatedFlight[],
  random: Random,
): PlannedBooking[] {
  const counters = flights.flatMap(({ schedule: { flightId, aircraft } }) =>
    [...seatMapOf(aircraft.seats).cabins].map(([cabin, { capacity }]): Counter => ({
      segment: { flightId, cabin },
      left: Math.floor(nearlyFull * capacity),
    })),
  );
  const planned: PlannedBooking[] = [];
  for (const counter of counters) {
    while (counter.left > 0) {
      const party = Math.min(counter.left, 1 + Math.floor(random() * largestParty));
      const second =
        random() < twoFlights ? counters[Math.floor(random() * counters.length)] : undefined;
      const isFit =
        second !== undefined &&
        second.left >= party &&
        second.segment.flightId !== counter.segment.flightId;
      const on = isFit ? [counter, second] : [counter];
      for (const each of on) each.left -= party;
      planned.push({ segments: on.map(({ segment }) => segment), party });
    }
  }
  return planned;
}
