import { z } from 'zod';
import { availabilityAnswer, availabilityExample } from '../answers/availability.js';
import { bookingAnswer, bookingExample } from '../answers/booking.js';
import { flightId, instant, recordLocator } from '../terms.js';
import { endpoint } from './endpoint.js';
import { cached, cachedLogHeaders, logHeaders } from './headers.js';

const query = z.strictObject({
  asOf: instant
    .describe('events that were recorded by then; not in the future')
    .meta({ example: '2026-11-24T12:00:00.000Z' }),
});

export const getPastAvailability = endpoint({
  method: 'GET',
  path: '/v1/history/flights/{flightId}/availability',
  tag: 'history',
  summary: 'The availability of a flight as it was; over a minute past it is immutable',
  params: z.strictObject({ flightId }),
  query,
  headers: cachedLogHeaders,
  answers: cached({
    description: 'the availability as it was',
    schema: availabilityAnswer,
    example: availabilityExample,
  }),
  problems: ['not-found'],
});

export const getPastBooking = endpoint({
  method: 'GET',
  path: '/v1/history/bookings/{recordLocator}',
  tag: 'history',
  summary: 'A booking as it was',
  credential: 'booking',
  params: z.strictObject({ recordLocator }),
  query,
  headers: logHeaders,
  answers: {
    200: { description: 'the booking as it was', schema: bookingAnswer, example: bookingExample },
  },
  problems: ['not-found'],
});
