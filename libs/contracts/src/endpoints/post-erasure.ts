import { z } from 'zod';
import { bookingCommand } from './booking-command.js';
import { endpoint } from './endpoint.js';
import { writeHeaders } from '../told-headers.js';

export const postErasure = endpoint({
  ...bookingCommand,
  path: '/v1/bookings/{recordLocator}/erasure',
  summary: 'Have the persons of a booking forgotten that is cancelled, expired or flown',
  body: z.strictObject({}).default({}),
  example: {},
  answers: {
    204: { description: 'names and email are null from now on', headers: writeHeaders },
  },
  problems: ['not-found', 'booking-state'],
});
