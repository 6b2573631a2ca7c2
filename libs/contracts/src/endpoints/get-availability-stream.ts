import { z } from 'zod';
import { availabilityExample } from '../answers/availability.js';
import { flightId } from '../terms.js';
import { endpoint } from './endpoint.js';
import { readHeaders } from './headers.js';

export const getAvailabilityStream = endpoint({
  method: 'GET',
  path: '/v1/flights/{flightId}/availability/stream',
  tag: 'flights',
  summary: "A flight's availability, and each change of it",
  params: z.strictObject({ flightId }),
  headers: readHeaders.extend({
    'last-event-id': z
      .string()
      .optional()
      .meta({ description: 'of the newest event that the client has: newer ones are sent' }),
  }),
  answers: {
    200: {
      description:
        'server-sent events, each a whole Availability: the present one, then the newest after each change; ' +
        'a comment every 15 s',
      contentType: 'text/event-stream',
      schema: z.string(),
      example: `event: availability\nid: 1764000000000-2\ndata: ${JSON.stringify(availabilityExample)}\n\n`,
    },
  },
  problems: ['not-found'],
});
