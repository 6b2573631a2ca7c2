import { z } from 'zod';
import { placedBookingAnswer, placedBookingExample } from '../answers/booking.js';
import { cabin, flightId, line, money, seat } from '../terms.js';
import { endpoint } from './endpoint.js';
import { commandHeaders, writeHeaders } from './headers.js';

const segment = z.strictObject({
  flightId,
  cabin,
  seats: z
    .array(seat)
    .min(1)
    .max(9)
    .optional()
    .describe("in the passengers' order; without them the best ones together are chosen"),
});

const name = line(60).regex(/\p{L}/u, 'has no letter');

const passenger = z.strictObject({ givenName: name, familyName: name });

const placeBookingRequest = z
  .strictObject({
    segments: z.array(segment).min(1).max(4).describe('each on another flight'),
    passengers: z.array(passenger).min(1).max(9),
    contact: z.strictObject({ email: z.email().max(254) }),
    quotedTotal: money.optional().describe('the total that the traveller was shown'),
  })
  .superRefine(({ segments, passengers }, context) => {
    const fault = (path: PropertyKey[], message: string) =>
      context.addIssue({ code: 'custom', path: ['segments', ...path], message });
    const flightIds = segments.map((each) => each.flightId);
    for (const [index, { flightId: id, seats }] of segments.entries()) {
      if (flightIds.indexOf(id) !== index) fault([index, 'flightId'], 'the flight is named twice');
      if (seats === undefined) continue;
      if (seats.length !== passengers.length)
        fault([index, 'seats'], 'one seat for each passenger');
      if (new Set(seats).size !== seats.length) fault([index, 'seats'], 'a seat is named twice');
    }
  })
  .meta({ id: 'PlaceBooking' });

export type PlaceBookingRequest = z.infer<typeof placeBookingRequest>;

const example: PlaceBookingRequest = {
  segments: [{ flightId: 'UA1545-EWR-2026-12-05', cabin: 'economy', seats: ['12A'] }],
  passengers: [{ givenName: 'Amelia', familyName: 'Earhart' }],
  contact: { email: 'amelia@example.com' },
};

export const postBooking = endpoint({
  method: 'POST',
  path: '/v1/bookings',
  tag: 'bookings',
  summary: 'Hold seats on 1 to 4 flights, on all or on none',
  headers: commandHeaders,
  body: placeBookingRequest,
  example,
  answers: {
    201: {
      description: 'the seats are held',
      schema: placedBookingAnswer,
      example: placedBookingExample,
      headers: { ...writeHeaders, Location: 'of the booking' },
    },
  },
  problems: ['seat-taken', 'sold-out', 'price-changed', 'flight-closed'],
});
