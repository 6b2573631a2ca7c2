import { z } from 'zod';
import { placedBookingExample } from '../answers/booking.js';
import { line, recordLocator } from '../terms.js';
import { endpoint } from './endpoint.js';
import { readHeaders } from './headers.js';

export const postRetrieval = endpoint({
  method: 'POST',
  path: '/v1/bookings/retrieval',
  tag: 'bookings',
  summary: "A booking's access token, by its record locator and a passenger's family name",
  headers: readHeaders,
  body: z
    .strictObject({
      recordLocator,
      familyName: line(60).describe('of any passenger; case and accents do not count'),
    })
    .meta({ id: 'Retrieval' }),
  example: { recordLocator: '4SZU7G', familyName: 'Earhart' },
  answers: {
    200: {
      description: 'the name is one of the booking',
      schema: z.strictObject({ accessToken: z.string() }).meta({ id: 'Retrieved' }),
      example: { accessToken: placedBookingExample.accessToken },
    },
  },
  problems: ['not-found', 'too-many-requests'],
});
