import { z } from 'zod';
import { placedBookingAnswer, placedBookingExample } from '../answers/booking.js';
import { cabin, flightId, line, money, seat } from '../terms.js';
import { writeHeaders } from '../told-headers.js';
import { endpoint } from './endpoint.js';
import { commandHeaders } from './headers.js';

const segment = z.strictObject({
  flightId,
  cabin,
  seats: z
    .array(seat)
    .min(1)
    .max(9)
    .refine((seats) => new Set(seats).size === seats.length, 'a seat is named twice')
    .optional()
    .describe("in the passengers' order; without them the best ones together are chosen"),
});

const segments = z
  .array(segment)
  .min(1)
  .max(4)
  .superRefine((all, context) => {
    const flightIds = all.map((each) => each.flightId);
    for (const [index, id] of flightIds.entries()) {
      if (flightIds.indexOf(id) === index) continue;
      const message = 'the flight is named twice';
      context.addIssue({ code: 'custom', path: [index, 'flightId'], message });
    }
  })
  .describe('each on another flight');

const name = line(60).regex(/\p{L}/u, 'has no letter');

const passenger = z.strictObject({ givenName: name, familyName: name });

const passengers = z.array(passenger).min(1).max(9);

/** What is checked of both is checked whatever else is wrong. */
const travelling = z.object({ segments, passengers });

const placeBookingRequest = z
  .strictObject({
    segments,
    passengers,
    contact: z.strictObject({ email: z.email().max(254) }),
    quotedTotal: money.optional().describe('the total that the traveller was shown'),
  })
  .superRefine(
    (request, context) => {
      for (const [index, { seats }] of request.segments.entries()) {
        if (seats === undefined || seats.length === request.passengers.length) continue;
        const message = 'one seat for each passenger';
        context.addIssue({ code: 'custom', path: ['segments', index, 'seats'], message });
      }
    },
    { when: ({ value }) => travelling.safeParse(value).success },
  )
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
