import { z } from 'zod';
import { bookingAnswer, cancelledBookingExample } from '../answers/booking.js';
import { line } from '../terms.js';
import { bookingCommand } from './booking-command.js';
import { endpoint } from './endpoint.js';
import { writeHeaders } from '../told-headers.js';

const cancelBookingRequest = z
  .strictObject({ reason: line(500).optional().describe("in the traveller's own words") })
  .default({})
  .meta({ id: 'CancelBooking' });

export type CancelBookingRequest = z.infer<typeof cancelBookingRequest>;

const example: CancelBookingRequest = { reason: 'The meeting is off' };

export const postCancellation = endpoint({
  ...bookingCommand,
  path: '/v1/bookings/{recordLocator}/cancellation',
  summary: 'Cancel a booking, with a refund of all that was captured',
  body: cancelBookingRequest,
  example,
  answers: {
    200: {
      description: 'the cancelled booking',
      schema: bookingAnswer,
      example: cancelledBookingExample,
      headers: writeHeaders,
    },
  },
  problems: ['not-found', 'booking-state', 'flight-closed'],
});
