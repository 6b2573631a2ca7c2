import { type ScheduleFlightRequest, unknownAirports } from '#contracts';
import { faresFor, flightIdOf, type FlightSchedule, greatCircleMiles, seatMapOf } from '#domain';
import { invalid } from '#platform';
import type { Airports } from '#reference-data';
import { Temporal } from 'temporal-polyfill';

/**
 * What follows from an operator's request and its airports: the flight's id, distance and first fares.
 *
 * @throws Problem `validation` with every airport that is unknown
 */
export function scheduleOf(request: ScheduleFlightRequest, airports: Airports): FlightSchedule {
  const origin = airports.find(request.origin);
  const destination = airports.find(request.destination);
  if (origin === undefined || destination === undefined) {
    const named = { '/origin': request.origin, '/destination': request.destination };
    throw invalid(...unknownAirports('body', named, airports));
  }
  const departure = Temporal.Instant.from(request.departsAt).toZonedDateTimeISO(origin.timeZone);
  const distance = greatCircleMiles(origin, destination);
  return {
    ...request,
    flightId: flightIdOf({ ...request, date: departure.toPlainDate().toString() }),
    distance,
    fares: faresFor(distance, seatMapOf(request.aircraft.seats)),
  };
}
