import { z } from 'zod';
import { type DeadLetter, deadLetter } from '../dead-letter.js';
import { endpoint } from './endpoint.js';

const example: DeadLetter = {
  id: '17',
  consumer: 'projector',
  streamId: 'flight-UA1545-EWR-2026-12-05',
  version: 4,
  type: 'SeatsHeld',
  error: 'UnreadableEvent: flight-UA1545-EWR-2026-12-05@4 (SeatsHeld 2): no such version',
  attempts: 5,
  parkedAt: '2026-12-01T12:10:00.123Z',
};

const params = z.strictObject({
  id: z
    .string()
    .regex(/^[1-9]\d{0,17}$/, 'the number of a dead letter')
    .meta({ example: '17' }),
});

const ofOperators = { tag: 'operations', credential: 'operator' } as const;

export const getDeadLetters = endpoint({
  method: 'GET',
  path: '/v1/operations/dead-letters',
  ...ofOperators,
  summary: 'What consumers have given up: the oldest first, each with its stream waiting behind it',
  answers: {
    200: {
      description: 'all of them',
      schema: z.strictObject({ deadLetters: z.array(deadLetter) }).meta({ id: 'DeadLetters' }),
      example: { deadLetters: [example] },
    },
  },
  problems: [],
});

export const getDeadLetter = endpoint({
  method: 'GET',
  path: '/v1/operations/dead-letters/{id}',
  ...ofOperators,
  summary: 'One of them',
  params,
  answers: { 200: { description: 'it', schema: deadLetter, example } },
  problems: ['not-found'],
});

export const postRetry = endpoint({
  method: 'POST',
  path: '/v1/operations/dead-letters/{id}/retry',
  ...ofOperators,
  summary: 'Have it handled once more; what waits behind it follows in order',
  params,
  answers: { 202: { description: 'its consumer will; one that fails again stays in the list' } },
  problems: ['not-found'],
});
