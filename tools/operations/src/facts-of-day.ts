import { greatCircleMiles, plusSeconds } from '#domain';
import type { Airport } from '#reference-data';
import type { OperatedFlight } from '#tools/import';
import type { Fact, Occurrence } from './fact.js';

/**
 * What is told of a day's flights, in time order; of each flight in the order in which it happened.
 *
 * The data has the minutes of departure and arrival. What it does not tell is told at these moments: a delay and a
 * cancellation at the scheduled departure; a diversion when the flight would have arrived, to the airport that is
 * the nearest to its destination.
 */
export function factsOfDay(
  flights: readonly OperatedFlight[],
  airports: ReadonlyMap<string, Airport>,
): Fact[] {
  const facts = flights.flatMap((flight) => factsOf(flight, airports));
  return facts.sort((a, b) => compare(a.occurredAt, b.occurredAt));
}

function factsOf(
  { schedule, departureDelay, arrivalDelay }: OperatedFlight,
  airports: ReadonlyMap<string, Airport>,
): Fact[] {
  const { flightId, departsAt, arrivesAt, origin, destination } = schedule;
  const fact = (what: Occurrence, occurredAt: string): Fact => ({ flightId, occurredAt, what });
  if (departureDelay === undefined) {
    return [fact({ operation: 'cancellation', reason: 'as in 2013' }, departsAt)];
  }
  const departedAt = later(departsAt, departureDelay);
  const end = (minutes: number) => latest(departedAt, later(arrivesAt, minutes));
  return [
    ...(departureDelay > 0
      ? [fact({ operation: 'delay', minutes: departureDelay }, departsAt)]
      : []),
    fact({ operation: 'departure' }, departedAt),
    arrivalDelay === undefined
      ? fact(
          { operation: 'diversion', airport: nearestTo(destination, origin, airports) },
          end(departureDelay),
        )
      : fact({ operation: 'arrival' }, end(arrivalDelay)),
  ];
}

function later(instant: string, minutes: number): string {
  return plusSeconds(instant, 60 * minutes);
}

function latest(a: string, b: string): string {
  return compare(a, b) > 0 ? a : b;
}

/** The instants are all in one form. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Neither the destination itself nor where the flight comes from. */
function nearestTo(
  destination: string,
  origin: string,
  airports: ReadonlyMap<string, Airport>,
): string {
  const place = airports.get(destination);
  if (place === undefined) throw new Error(`the airport ${destination} is not known`);
  const others = [...airports.values()].filter(
    ({ iata }) => iata !== destination && iata !== origin,
  );
  const [first, ...rest] = others;
  if (first === undefined) throw new Error(`there is no airport but ${destination}`);
  const nearest = rest.reduce(
    (near, one) => (greatCircleMiles(place, one) < greatCircleMiles(place, near) ? one : near),
    first,
  );
  return nearest.iata;
}
