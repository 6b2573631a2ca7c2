import { flightIdPattern, parseFlightId, recordLocatorPattern } from '#domain';
import { z } from 'zod';

/** The field's terms as schemas: what requests, answers and events are made of. */
export const cabin = z.enum(['business', 'economy']);

export const flightId = z
  .string()
  .regex(flightIdPattern, { error: 'a flight id like UA1545-EWR-2026-12-05', abort: true })
  .refine((id) => parseFlightId(id) !== undefined, 'its date is not in the calendar')
  .meta({ example: 'UA1545-EWR-2026-12-05' });

export const recordLocator = z
  .string()
  .regex(recordLocatorPattern, 'six characters of ABCDEFGHJKLMNPQRSTUVWXYZ23456789')
  .meta({ example: '4SZU7G' });

export const seat = z
  .string()
  .regex(/^[1-9]\d{0,2}[A-HJ-Z]$/, 'a seat like 12A')
  .meta({ example: '12A' });

/** In minor units: cents. */
export const money = z
  .strictObject({ amount: z.int().min(0), currency: z.literal('USD') })
  .meta({ description: 'amount in minor units' });

/** Of a cabin's fare: higher with each change. */
export const fareRevision = z.int().positive();

/** RFC 3339 UTC with milliseconds. */
export const instant = z.iso
  .datetime({
    precision: 3,
    error: 'an instant in UTC with milliseconds like 2026-12-05T13:45:00.000Z',
  })
  .meta({ example: '2026-12-05T13:45:00.000Z' });

export const airport = z
  .string()
  .regex(/^[A-Z]{3}$/, 'an IATA airport code like EWR')
  .meta({ example: 'EWR' });

/** A line that a person wrote: no control characters, none that turn the direction of writing. */
export function line(maxLength: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(maxLength)
    .regex(
      /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]*$/u,
      'has a character that cannot be shown',
    );
}

/** A number of a query, written in digits. */
export function wholeNumber(min: number, max: number) {
  const error = `a whole number from ${min} to ${max}`;
  return z
    .string(error)
    .regex(/^\d{1,10}$/, { error, abort: true })
    .transform(Number)
    .pipe(z.number().min(min, error).max(max, error))
    .meta({ override: { type: 'integer', minimum: min, maximum: max } });
}
