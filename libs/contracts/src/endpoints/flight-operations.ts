import { delayCauses } from '#domain';
import { z } from 'zod';
import { flightAnswer, flightExample } from '../answers/flight.js';
import { airport, flightId, instant, line } from '../terms.js';
import { writeHeaders } from '../told-headers.js';
import { endpoint } from './endpoint.js';
import { commandHeaders } from './headers.js';

const operation = {
  method: 'POST',
  tag: 'operations',
  credential: 'operator',
  params: z.strictObject({ flightId }),
  headers: commandHeaders,
  problems: ['not-found', 'flight-state'],
} as const;

function flightThatIs<const Status extends (typeof flightExample)['status']>(status: Status) {
  const availability = { ...flightExample.availability, status };
  const answer = {
    description: `the flight, ${status}`,
    schema: flightAnswer,
    example: { ...flightExample, status, availability },
    headers: writeHeaders,
  };
  return { 200: answer };
}

const occurredAt = instant
  .optional()
  .describe('when it happened, or will: a played day may lie ahead; by default now');

const occurrence = z.strictObject({ occurredAt }).default({}).meta({ id: 'Occurrence' });
const delay = z
  .strictObject({
    minutes: z.int().min(1).max(10_080),
    cause: z.enum(delayCauses).optional().describe('why; by default unknown'),
    occurredAt,
  })
  .meta({ id: 'DelayFlight' });
const diversion = z.strictObject({ airport, occurredAt }).meta({ id: 'DivertFlight' });
const cancellation = z.strictObject({ reason: line(200), occurredAt }).meta({ id: 'CancelFlight' });

export type OccurrenceRequest = z.infer<typeof occurrence>;
export type DelayFlightRequest = z.infer<typeof delay>;
export type DivertFlightRequest = z.infer<typeof diversion>;
export type CancelFlightRequest = z.infer<typeof cancellation>;

export const postDelay = endpoint({
  ...operation,
  path: '/v1/operations/flights/{flightId}/delay',
  summary: 'A flight departs and arrives later than scheduled',
  body: delay,
  example: { minutes: 45, cause: 'weather' },
  answers: flightThatIs('delayed'),
});

export const postDeparture = endpoint({
  ...operation,
  path: '/v1/operations/flights/{flightId}/departure',
  summary: 'A flight has departed',
  body: occurrence,
  example: { occurredAt: '2026-12-05T10:21:00.000Z' },
  answers: flightThatIs('departed'),
});

export const postArrival = endpoint({
  ...operation,
  path: '/v1/operations/flights/{flightId}/arrival',
  summary: 'A flight has arrived',
  body: occurrence,
  example: { occurredAt: '2026-12-05T14:12:00.000Z' },
  answers: flightThatIs('arrived'),
});

export const postDiversion = endpoint({
  ...operation,
  path: '/v1/operations/flights/{flightId}/diversion',
  summary: 'A flight goes to another airport',
  body: diversion,
  example: { airport: 'AUS' },
  answers: flightThatIs('diverted'),
});

export const postFlightCancellation = endpoint({
  ...operation,
  path: '/v1/operations/flights/{flightId}/cancellation',
  summary: 'A flight is cancelled; its bookings are cancelled and refunded',
  body: cancellation,
  example: { reason: 'Snow in Newark' },
  answers: flightThatIs('cancelled'),
});
