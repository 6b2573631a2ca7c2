import type { AvailabilityAnswer, FlightAnswer, SeatMapAnswer } from '#contracts';
import { seatMapOf } from '#domain';
import type { AvailabilityState } from './availability.js';
import type { ViewRow } from './view.js';

/** A row that has something to show. */
export type Shown<State> = Omit<ViewRow<State>, 'state'> & { state: State };

/** The API's Availability. */
export function renderAvailability({
  version,
  asOf,
  state,
}: Shown<AvailabilityState>): AvailabilityAnswer {
  return { flightId: state.flightId, version, asOf, status: state.status, cabins: state.cabins };
}

/** The API's Flight. */
export function renderFlight(row: Shown<AvailabilityState>): FlightAnswer {
  const { flightId, carrier, number, origin, destination, departsAt, arrivesAt } = row.state;
  const { status, aircraft, distance } = row.state;
  return {
    ...{ flightId, carrier, number, origin, destination, departsAt, arrivesAt },
    ...{ status, aircraft, distance },
    availability: renderAvailability(row),
  };
}

/** The API's seat map. */
export function renderSeatMap({ version, asOf, state }: Shown<AvailabilityState>): SeatMapAnswer {
  const stateOf = (seat: string) => state.taken[seat] ?? ('available' as const);
  const rows = seatMapOf(state.aircraft.seats).rows.map((row) => ({
    ...row,
    seats: row.seats.map((seat) => ({ ...seat, state: stateOf(seat.seat) })),
  }));
  return { flightId: state.flightId, version, asOf, rows };
}
