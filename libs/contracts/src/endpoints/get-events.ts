import { z } from 'zod';
import { recordLocator, wholeNumber } from '../terms.js';
import { endpoint } from './endpoint.js';
import { streamEvent } from './get-stream.js';
import { logHeaders } from './headers.js';

const visible = z.string().regex(/^[\x21-\x7e]{1,200}$/, '1 to 200 visible ASCII characters');

const query = z
  .strictObject({
    correlationId: visible
      .optional()
      .describe('of the request that they follow from')
      .meta({ example: '0198b1c2-6a51-4f0e-9d37-0c8f5e2a7b14' }),
    recordLocator: recordLocator.optional().describe('of the booking that they are about'),
    after: visible
      .optional()
      .describe('the id of one of them: those that come after it; any other id is refused')
      .meta({ example: '5f1d7a86-3b0c-4c59-8e42-9a6b7c8d0e1f' }),
    limit: wholeNumber(1, 1000).default(100),
  })
  .refine((given) => (given.correlationId === undefined) !== (given.recordLocator === undefined), {
    path: ['correlationId'],
    message: 'either correlationId or recordLocator is to be given, and not both',
  });

export const getEvents = endpoint({
  method: 'GET',
  path: '/v1/history/events',
  tag: 'history',
  summary: 'Events across streams, as stored: those of a request, or those about a booking',
  credential: 'operator',
  query,
  headers: logHeaders,
  answers: {
    200: {
      description: 'at most limit events, in the order of the log; of what nobody knows: none',
      schema: z
        .strictObject({
          events: z.array(z.strictObject({ streamId: z.string(), ...streamEvent.shape })),
        })
        .meta({ id: 'Events' }),
      example: { events: [] },
    },
  },
  problems: [],
});
