import { randomUUID } from 'node:crypto';
import type { Endpoint } from '#contracts';
import { ask } from '../setup/ask.js';
import type { Served } from '../setup/served.js';
import { type Examples, scheduleFlight } from './examples.js';
import type { ApiRequest } from './invalid-requests.js';
import { sendRequest } from './send-request.js';

/** A well-formed request and the world that it meets. */
interface Asked {
  client: Served;
  endpoint: Endpoint;
  examples: Examples;
  example: ApiRequest;
}

type Preparation = (asked: Asked) => ApiRequest | Promise<ApiRequest>;

/** The answers that need more than the document's example: by method, path and status. */
const preparations: Readonly<Record<string, Preparation>> = {
  'GET /v1/flights 200': toHouston,
  'GET /v1/flights 304': (asked) => again({ ...asked, example: toHouston(asked) }),
  'GET /v1/history/events 200': ({ example, examples: { booking } }) => {
    return { ...example, query: { recordLocator: booking.recordLocator } };
  },
  'GET /v1/history/flights/{flightId}/availability 200': asOfNow,
  'GET /v1/history/flights/{flightId}/availability 304': (asked) =>
    again({ ...asked, example: asOfNow(asked) }),
  'GET /v1/history/bookings/{recordLocator} 200': asOfNow,
  'GET /v1/operations/dead-letters/{id} 200': ofDeadLetter,
  'POST /v1/operations/dead-letters/{id}/retry 202': ofDeadLetter,
  'POST /v1/bookings/{recordLocator}/payment 200': ofNewBooking(),
  'POST /v1/bookings/{recordLocator}/payment 202': ofNewBooking({ paymentMethod: 'tok_timeout' }),
  'POST /v1/bookings/{recordLocator}/seat-change 200': async (asked) => {
    const { flightId } = asked.examples;
    return ofNewBooking({ flightId, passenger: 0, seat: '20A' })(asked);
  },
  'POST /v1/bookings/{recordLocator}/cancellation 200': ofNewBooking(),
  'POST /v1/bookings/{recordLocator}/erasure 204': ofCancelledBooking,
  'POST /v1/operations/flights/{flightId}/delay 200': ofNewFlight(11),
  'POST /v1/operations/flights/{flightId}/departure 200': ofNewFlight(12),
  'POST /v1/operations/flights/{flightId}/arrival 200': ofNewFlight(13, 'departure'),
  'POST /v1/operations/flights/{flightId}/diversion 200': ofNewFlight(14, 'departure'),
  'POST /v1/operations/flights/{flightId}/cancellation 200': ofNewFlight(15),
};

/** The request that an endpoint answers with a success. */
export function prepare(asked: Asked, status: number): ApiRequest | Promise<ApiRequest> {
  const { method, path } = asked.endpoint;
  const preparation = preparations[`${method} ${path} ${status}`];
  if (preparation !== undefined) return preparation(asked);
  return status === 304 ? again(asked) : asked.example;
}

function toHouston({ example, examples: { flightId } }: Asked): ApiRequest {
  const date = flightId.slice(-10);
  return { ...example, query: { ...example.query, origin: 'EWR', destination: 'IAH', date } };
}

/** The document's instant is before its examples. */
function asOfNow({ example }: Asked): ApiRequest {
  return { ...example, query: { ...example.query, asOf: new Date().toISOString() } };
}

/** A read of what the client has already. */
async function again({ client, endpoint, example }: Asked): Promise<ApiRequest> {
  const { headers } = await sendRequest(client.application.url, endpoint, example);
  return { ...example, headers: { ...example.headers, 'If-None-Match': headers['etag'] ?? '' } };
}

/** What a consumer has given up that nobody runs. */
async function ofDeadLetter({ client, example }: Asked): Promise<ApiRequest> {
  const [letter] = await ask<{ id: string }>(
    client.database.url,
    `INSERT INTO streaming.parked_message
       (consumer, stream_id, version, type, message, error, attempts, retry_at)
     VALUES ('tests', $1, 1, 'Tested', '{}', 'Error: no such version', 5, NULL) RETURNING id`,
    [`flight-${randomUUID()}`],
  );
  return { ...example, path: { id: `${letter?.id}` } };
}

function ofNewBooking(body?: object): Preparation {
  return async ({ client, examples: { flightId }, example }) => {
    const { recordLocator } = await client.hold([flightId]);
    return { ...example, path: { recordLocator }, body: body ?? example.body };
  };
}

async function ofCancelledBooking({ client, examples, example }: Asked): Promise<ApiRequest> {
  const { recordLocator } = await client.hold([examples.flightId]);
  await client.post(`/v1/bookings/${recordLocator}/cancellation`, {}).expect(200);
  return { ...example, path: { recordLocator } };
}

function ofNewFlight(number: number, ...before: string[]): Preparation {
  return async ({ client, example }) => {
    const flightId = await scheduleFlight(client, number);
    for (const operation of before) {
      await client.post(`/v1/operations/flights/${flightId}/${operation}`, {}).expect(200);
    }
    return { ...example, path: { flightId }, body: withoutTime(example.body) };
  };
}

/** The document's instant is that of its own flight. */
function withoutTime(body: unknown): unknown {
  return { ...Object(body), occurredAt: undefined };
}
