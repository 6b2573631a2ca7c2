import { z } from 'zod';
import { flightIdPattern, recordLocatorPattern } from '#domain';
import { instant, wholeNumber } from '../terms.js';
import { endpoint } from './endpoint.js';
import { logHeaders } from './headers.js';

/** A pattern of a whole text as a part of another one. */
function part({ source }: RegExp): string {
  return source.replaceAll(/^\^|\$$/g, '');
}

const streamId = z
  .string()
  .regex(
    new RegExp(`^(flight-${part(flightIdPattern)}|booking-${part(recordLocatorPattern)})$`),
    'flight- and a flight id, or booking- and a record locator',
  )
  .meta({ example: 'booking-4SZU7G' });

export const streamEvent = z.strictObject({
  eventId: z.string(),
  version: z.int().min(1),
  type: z.string(),
  schemaVersion: z.int().min(1),
  data: z.unknown(),
  metadata: z.strictObject({
    eventId: z.string(),
    correlationId: z.string(),
    causationId: z.string().exactOptional(),
    actor: z.string(),
    compensates: z.string().exactOptional().describe('the id of the event that it takes back'),
    commandId: z.string(),
    requestDigest: z.string().exactOptional(),
  }),
  recordedAt: instant,
  hash: z.string().describe("SHA-256 over the predecessor's hash and the stored fields, hex"),
});

const streamAnswer = z
  .strictObject({ streamId, version: z.int().min(1), events: z.array(streamEvent) })
  .meta({ id: 'Stream' });

export const getStream = endpoint({
  method: 'GET',
  path: '/v1/history/streams/{streamId}',
  tag: 'history',
  summary: "A stream's events, as stored",
  credential: 'booking',
  params: z.strictObject({ streamId }),
  query: z.strictObject({
    from: wholeNumber(1, 2_147_483_647).default(1),
    limit: wholeNumber(1, 1000).default(100),
  }),
  headers: logHeaders,
  answers: {
    200: {
      description: 'at most limit events from version from on',
      schema: streamAnswer,
      example: { streamId: 'booking-4SZU7G', version: 1, events: [] },
    },
  },
  problems: ['forbidden', 'not-found'],
});
