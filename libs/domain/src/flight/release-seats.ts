import type { Decision } from '../decision.js';
import { accept, refuse } from '../decision.js';
import type { FlightState } from './flight.js';
import type { UnknownFlight } from './flight-state.js';
import type { ReleaseReason, SeatsReleased } from './seat-inventory.js';
import { seatMapOf } from './seat-map.js';

export interface ReleaseSeats {
  type: 'ReleaseSeats';
  data: { flightId: string; recordLocator: string; reason: ReleaseReason };
}

/**
 * Frees every seat that the booking has on the flight, whatever the flight's status: one event for
 * each cabin, none where it has no seat.
 */
export function releaseSeats(
  { flightId, recordLocator, reason }: ReleaseSeats['data'],
  state: FlightState,
): Decision<SeatsReleased, UnknownFlight> {
  if (state.status === 'unscheduled') return refuse({ name: 'unknown-flight', flightId });
  const released = Array.from(seatMapOf(state.aircraft.seats).cabins, ([cabin, layout]) => ({
    cabin,
    seats: layout.seats.filter((seat) => state.taken.get(seat)?.recordLocator === recordLocator),
  }));
  return accept(
    ...released
      .filter(({ seats }) => seats.length > 0)
      .map(({ cabin, seats }): SeatsReleased => {
        return { type: 'SeatsReleased', data: { recordLocator, cabin, seats, reason } };
      }),
  );
}
