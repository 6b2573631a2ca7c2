import { z } from 'zod';
import { cabin, flightId, money } from '../terms.js';
import { writeHeaders } from '../told-headers.js';
import { endpoint } from './endpoint.js';

/** Of nine passengers on four segments, the sum is still a number that JSON keeps exactly. */
const dearest = 100_000_000;

const { 'Consistency-Token': token } = writeHeaders;

/** Replaces a row: it needs no Idempotency-Key, since a repeat sets the same fare. */
export const putFare = endpoint({
  method: 'PUT',
  path: '/v1/operations/fares/{flightId}/{cabin}',
  tag: 'operations',
  summary: "Set a cabin's fare: the flight's stream is told of it at once afterwards",
  credential: 'operator',
  params: z.strictObject({ flightId, cabin }),
  body: money
    .extend({ amount: money.shape.amount.max(dearest) })
    .describe('for one passenger; amount in minor units')
    .meta({ id: 'SetFare' }),
  example: { amount: 21_000, currency: 'USD' },
  answers: { 204: { description: 'the fare is set', headers: { 'Consistency-Token': token } } },
  problems: ['not-found'],
});
