import { z } from 'zod';
import { bookingAnswer, bookingExample } from '../answers/booking.js';
import { flightId, seat } from '../terms.js';
import { bookingCommand } from './booking-command.js';
import { endpoint } from './endpoint.js';
import { writeHeaders } from '../told-headers.js';

const changeSeatRequest = z
  .strictObject({
    flightId,
    passenger: z.int().min(0).max(8).describe('index from 0'),
    seat: seat.describe('in the same cabin'),
  })
  .meta({ id: 'ChangeSeat' });

export type ChangeSeatRequest = z.infer<typeof changeSeatRequest>;

const example: ChangeSeatRequest = {
  flightId: 'UA1545-EWR-2026-12-05',
  passenger: 0,
  seat: '12A',
};

export const postSeatChange = endpoint({
  ...bookingCommand,
  path: '/v1/bookings/{recordLocator}/seat-change',
  summary: 'Give a passenger another seat of the cabin: 50 times at most',
  body: changeSeatRequest,
  example,
  answers: {
    200: {
      description: 'the booking with the seat',
      schema: bookingAnswer,
      example: bookingExample,
      headers: writeHeaders,
    },
  },
  problems: ['not-found', 'booking-state', 'hold-expired', 'seat-taken', 'flight-closed'],
});
