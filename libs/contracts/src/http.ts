import { z } from 'zod';
import { cabin, flightId, money, seat } from './terms.js';

const name = z.string().trim().min(1).max(60);

export const placeBookingRequest = z
  .strictObject({
    segments: z
      .array(
        z.strictObject({
          flightId,
          cabin,
          seats: z.array(seat).min(1).max(9).optional(),
        }),
      )
      .min(1)
      .max(4),
    passengers: z
      .array(z.strictObject({ givenName: name, familyName: name }))
      .min(1)
      .max(9),
    contact: z.strictObject({ email: z.email().max(254) }),
    quotedTotal: money.optional(),
  })
  .superRefine(({ segments, passengers }, context) => {
    const flightIds = segments.map((segment) => segment.flightId);
    for (const [index, { flightId: id, seats }] of segments.entries()) {
      const path = ['segments', index];
      if (flightIds.indexOf(id) !== index) {
        context.addIssue({ code: 'custom', path: [...path, 'flightId'], message: 'named twice' });
      }
      if (seats === undefined) continue;
      if (seats.length !== passengers.length) {
        const message = 'one seat for each passenger';
        context.addIssue({ code: 'custom', path: [...path, 'seats'], message });
      }
      if (new Set(seats).size !== seats.length) {
        context.addIssue({
          code: 'custom',
          path: [...path, 'seats'],
          message: 'a seat is named twice',
        });
      }
    }
  });

export type PlaceBookingRequest = z.infer<typeof placeBookingRequest>;

export const idempotencyKey = z
  .string('is missing')
  .regex(/^[\x21-\x7e]{16,64}$/, '16 to 64 visible ASCII characters');
