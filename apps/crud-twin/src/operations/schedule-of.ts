import type { ScheduleFlightRequest, ValidationError } from '#contracts';
import { faresFor, flightIdOf, greatCircleMiles, seatMapOf } from '#domain/rules';
import { invalid } from '#platform';
import type { Airports } from '#reference-data';
import { Temporal } from 'temporal-polyfill';
import type { FlightSchedule } from '../flights/insert-flights.js';

/**
 * What follows from an operator's request and its airports: the flight's id, distance and fares.
 *
 * @throws Problem `validation` with every airport that is unknown
 */
export function scheduleOf(request: ScheduleFlightRequest, airports: Airports): FlightSchedule {
  const origin = airports.find(request.origin);
  const destination = airports.find(request.destination);
  if (origin === undefined || destination === undefined) {
    throw invalid(
      ...unknownAirport('/origin', request.origin, airports),
      ...unknownAirport('/destination', request.destination, airports),
    );
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

/** The fault of a property that names an airport; none where there is such an airport. */
export function unknownAirport(path: string, iata: string, airports: Airports): ValidationError[] {
  if (airports.find(iata) !== undefined) return [];
  return [{ in: 'body', path, message: `there is no airport ${iata}` }];
}
