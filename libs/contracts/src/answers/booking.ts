import { z } from 'zod';
import { cabin, flightId, instant, money, recordLocator, seat } from '../terms.js';

const name = z.string().nullable().describe('null after erasure');

export const bookingAnswer = z
  .strictObject({
    recordLocator,
    status: z.enum(['held', 'ticketed', 'checked-in', 'cancelled', 'expired']),
    version: z.int().min(1).describe("the booking's stream version"),
    segments: z.array(
      z.strictObject({
        flightId,
        cabin,
        seats: z.array(seat).describe("in the passengers' order"),
        fare: money.describe('for one passenger'),
      }),
    ),
    passengers: z.array(z.strictObject({ givenName: name, familyName: name })),
    contact: z.strictObject({ email: z.string().nullable() }),
    total: money.describe('all segments, all passengers'),
    holdExpiresAt: instant.optional().describe('while it is held'),
    tickets: z
      .array(z.strictObject({ number: z.string(), passenger: z.int().min(0), flightId }))
      .optional(),
    payments: z.array(
      z.strictObject({
        status: z.enum(['pending', 'captured', 'declined', 'refunded']),
        amount: money,
      }),
    ),
    refund: money.optional().describe('all that was captured'),
  })
  .meta({ id: 'Booking' });

/** The API's Booking. */
export type BookingAnswer = z.infer<typeof bookingAnswer>;

export const bookingExample: BookingAnswer = {
  recordLocator: '4SZU7G',
  status: 'held',
  version: 1,
  segments: [
    {
      flightId: 'UA1545-EWR-2026-12-05',
      cabin: 'economy',
      seats: ['12A'],
      fare: { amount: 19_400, currency: 'USD' },
    },
  ],
  passengers: [{ givenName: 'Amelia', familyName: 'Earhart' }],
  contact: { email: 'amelia@example.com' },
  total: { amount: 19_400, currency: 'USD' },
  holdExpiresAt: '2026-11-24T12:15:00.000Z',
  payments: [],
};

export const cancelledBookingExample: BookingAnswer = {
  recordLocator: '4SZU7G',
  status: 'cancelled',
  version: 6,
  segments: bookingExample.segments,
  passengers: bookingExample.passengers,
  contact: bookingExample.contact,
  total: bookingExample.total,
  payments: [{ status: 'captured', amount: bookingExample.total }],
  refund: bookingExample.total,
};

export const placedBookingAnswer = bookingAnswer
  .extend({ accessToken: z.string().describe('opens the booking: keep it') })
  .meta({ id: 'PlacedBooking' });

export const placedBookingExample: z.infer<typeof placedBookingAnswer> = {
  ...bookingExample,
  accessToken: '4SZU7G.iiuqaaOXbbkkDFTpK60q-G83vlMDL_9ZHAm-YOAJd5Y',
};
