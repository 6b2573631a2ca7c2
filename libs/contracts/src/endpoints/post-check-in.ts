import { z } from 'zod';
import { boardingPassesAnswer, boardingPassesExample } from '../answers/boarding-passes.js';
import { bookingCommand } from './booking-command.js';
import { endpoint } from './endpoint.js';
import { writeHeaders } from '../told-headers.js';

export const postCheckIn = endpoint({
  ...bookingCommand,
  path: '/v1/bookings/{recordLocator}/check-in',
  summary: 'Check all passengers in, from 24 hours before each departure on',
  body: z.strictObject({}).default({}),
  example: {},
  answers: {
    200: {
      description: 'the boarding passes of every flight that is checked in',
      schema: boardingPassesAnswer,
      example: boardingPassesExample,
      headers: writeHeaders,
    },
  },
  problems: ['not-found', 'booking-state', 'flight-closed'],
});
