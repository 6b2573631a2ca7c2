import type { AvailabilityAnswer, FlightAnswer, SeatMapAnswer } from '#contracts';
import { seatMapOf } from '#domain/rules';
import type { Flight } from '../tables/flight.entity.js';

/** The API's Availability. */
export function renderAvailability(flight: Flight): AvailabilityAnswer {
  const { flightId, version, asOf, status } = flight;
  const cabins = flight.cabins.map(({ cabin, capacity, available, fare }) => {
    return { cabin, capacity, available, fare: { amount: fare, currency: 'USD' as const } };
  });
  return { flightId, version, asOf: asOf.toISOString(), status, cabins };
}

/** The API's Flight. */
export function renderFlight(flight: Flight): FlightAnswer {
  const { flightId, carrier, number, origin, destination, status, distance } = flight;
  return {
    ...{ flightId, carrier, number, origin, destination },
    departsAt: flight.departsAt.toISOString(),
    arrivesAt: flight.arrivesAt.toISOString(),
    status,
    aircraft: { model: flight.aircraftModel, seats: flight.aircraftSeats },
    distance,
    availability: renderAvailability(flight),
  };
}

/** The API's seat map. */
export function renderSeatMap(flight: Flight): SeatMapAnswer {
  const { flightId, version, asOf, aircraftSeats, takenSeats } = flight;
  const taken = new Map(takenSeats.map(({ seat, state }) => [seat, state]));
  const rows = seatMapOf(aircraftSeats).rows.map((row) => ({
    ...row,
    seats: row.seats.map((each) => ({
      ...each,
      state: taken.get(each.seat) ?? ('available' as const),
    })),
  }));
  return { flightId, version, asOf: asOf.toISOString(), rows };
}
