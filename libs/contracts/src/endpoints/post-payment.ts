import { z } from 'zod';
import { bookingAnswer, type BookingAnswer, bookingExample } from '../answers/booking.js';
import { recordLocator } from '../terms.js';
import { writeHeaders } from '../told-headers.js';
import { endpoint } from './endpoint.js';
import { commandHeaders } from './headers.js';

/** The provider's tokens. */
export const paymentMethod = z
  .enum(['tok_ok', 'tok_declined', 'tok_timeout'])
  .describe("the provider's token; the simulator captures, declines, or captures 5 s later");

export type PaymentMethod = z.infer<typeof paymentMethod>;

const payBookingRequest = z.strictObject({ paymentMethod }).meta({ id: 'PayBooking' });

const pending: BookingAnswer = {
  ...bookingExample,
  version: 3,
  payments: [{ status: 'pending', amount: bookingExample.total }],
};

const ticketed: BookingAnswer = {
  ...bookingExample,
  holdExpiresAt: undefined,
  status: 'ticketed',
  version: 4,
  tickets: [{ number: '9961234567890', passenger: 0, flightId: 'UA1545-EWR-2026-12-05' }],
  payments: [{ status: 'captured', amount: bookingExample.total }],
};

export const postPayment = endpoint({
  method: 'POST',
  path: '/v1/bookings/{recordLocator}/payment',
  tag: 'bookings',
  summary: 'Pay a held booking: its seats are sold, its tickets issued; 20 payments at most',
  credential: 'booking',
  params: z.strictObject({ recordLocator }),
  headers: commandHeaders,
  body: payBookingRequest,
  example: { paymentMethod: 'tok_ok' },
  answers: {
    200: {
      description: 'captured, and ticketed where that is still possible; else it is refunded',
      schema: bookingAnswer,
      example: ticketed,
      headers: writeHeaders,
    },
    202: {
      description: 'the provider has not said how it ended: the payment is pending',
      schema: bookingAnswer,
      example: pending,
      headers: writeHeaders,
    },
  },
  problems: ['not-found', 'payment-declined', 'flight-closed', 'hold-expired', 'booking-state'],
});
