import type { PlaceBookingRequest, ValidationError } from '#contracts';
import { chooseSeats, seatMapOf } from '#domain/rules';
import { invalid, Problem } from '#platform';
import { isOpenForSale } from '../flights/flights.js';
import { renderAvailability } from '../flights/render-flight.js';
import type { Cabin, Flight } from '../tables/flight.entity.js';
import { flightClosed, seatTaken } from './booking-problems.js';

export type WantedSegment = PlaceBookingRequest['segments'][number];

/** Seats that a flight has, whether or not they are free. */
export interface FittingSegment {
  wanted: WantedSegment;
  flight: Flight;
  cabin: Cabin;
}

/** @throws Problem `validation` with every fault of any segment, whatever has been sold */
export function fitSegments(
  segments: readonly WantedSegment[],
  flights: ReadonlyMap<string, Flight>,
): FittingSegment[] {
  const faults: ValidationError[] = [];
  const fitting: FittingSegment[] = [];
  for (const [index, wanted] of segments.entries()) {
    const { flightId, seats = [] } = wanted;
    const fault = (path: string, message: string) =>
      void faults.push({ in: 'body', path: `/segments/${index}${path}`, message });
    const flight = flights.get(flightId);
    const cabin = flight?.cabins.find((each) => each.cabin === wanted.cabin);
    if (flight === undefined) fault('/flightId', `there is no flight ${flightId}`);
    else if (cabin === undefined) fault('/cabin', `${flightId} has no ${wanted.cabin}`);
    else {
      const { cabinOf } = seatMapOf(flight.aircraftSeats);
      for (const [place, seat] of seats.entries()) {
        if (cabinOf.get(seat) === wanted.cabin) continue;
        fault(`/seats/${place}`, `${seat} is no seat of the cabin`);
      }
      fitting.push({ wanted, flight, cabin });
    }
  }
  if (faults.length > 0) throw invalid(...faults);
  return fitting;
}

/**
 * The seats that are to be had: those that are wanted, or the best ones together.
 *
 * @param taken of the flight
 * @throws Problem `flight-closed`, `seat-taken` or `sold-out`
 */
export function seatsFor(
  { wanted, flight }: FittingSegment,
  party: number,
  taken: ReadonlySet<string>,
  now: Date,
): string[] {
  if (!isOpenForSale(flight, now)) throw flightClosed(flight);
  const notFree = wanted.seats?.filter((seat) => taken.has(seat)) ?? [];
  if (notFree.length > 0) throw seatTaken(flight, notFree);
  const map = seatMapOf(flight.aircraftSeats);
  const seats = wanted.seats ?? chooseSeats(map, wanted.cabin, (seat) => taken.has(seat), party);
  if (seats !== undefined) return seats;
  throw new Problem('sold-out', `${flight.flightId}: ${wanted.cabin}`, {
    availability: renderAvailability(flight),
  });
}
