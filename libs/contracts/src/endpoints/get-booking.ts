import { z } from 'zod';
import { bookingAnswer, bookingExample } from '../answers/booking.js';
import { recordLocator } from '../terms.js';
import { endpoint } from './endpoint.js';
import { readHeaders } from './headers.js';

export const getBooking = endpoint({
  method: 'GET',
  path: '/v1/bookings/{recordLocator}',
  tag: 'bookings',
  summary: 'A booking',
  credential: 'booking',
  params: z.strictObject({ recordLocator }),
  headers: readHeaders,
  answers: {
    200: { description: 'the booking', schema: bookingAnswer, example: bookingExample },
  },
  problems: ['not-found'],
});
