import type { ValidationError } from '#contracts';
import type { Airports } from '#reference-data';

/** The fault of a property that names an airport; none where there is such an airport. */
export function unknownAirport(path: string, iata: string, airports: Airports): ValidationError[] {
  if (airports.find(iata) !== undefined) return [];
  return [{ in: 'body', path, message: `there is no airport ${iata}` }];
}
