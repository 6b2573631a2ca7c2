import type { ValidationError } from './problem-answer.js';

/**
 * The faults of the properties that name an airport which there is not.
 *
 * @param named IATA codes, each by the path of its property
 */
export function unknownAirports(
  place: ValidationError['in'],
  named: Readonly<Record<string, string>>,
  airports: { find(iata: string): object | undefined },
): ValidationError[] {
  return Object.entries(named)
    .filter(([, iata]) => airports.find(iata) === undefined)
    .map(([path, iata]) => ({ in: place, path, message: `there is no airport ${iata}` }));
}
