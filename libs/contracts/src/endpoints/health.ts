import { z } from 'zod';
import { endpoint } from './endpoint.js';

const part = z.strictObject({
  status: z.enum(['ok', 'unavailable']),
  lag: z.int().min(0).optional().describe('events that it has not seen yet'),
});

export const healthAnswer = z
  .strictObject({ status: z.enum(['ok', 'unavailable']), parts: z.record(z.string(), part) })
  .meta({ id: 'Health' });

/** The API's health. */
export type HealthAnswer = z.infer<typeof healthAnswer>;

const ready: HealthAnswer = {
  status: 'ok',
  parts: { log: { status: 'ok' }, projector: { status: 'ok', lag: 0 } },
};

export const getLive = endpoint({
  method: 'GET',
  path: '/health/live',
  tag: 'system',
  summary: 'The process answers',
  answers: {
    200: { description: 'it does', schema: healthAnswer, example: { status: 'ok', parts: {} } },
  },
  problems: [],
});

export const getReady = endpoint({
  method: 'GET',
  path: '/health/ready',
  tag: 'system',
  summary: 'The parts that are needed answer',
  answers: {
    200: { description: 'they do', schema: healthAnswer, example: ready },
    503: {
      description: 'a part does not',
      schema: healthAnswer,
      example: { status: 'unavailable', parts: { log: { status: 'unavailable' } } },
    },
  },
  problems: [],
});
