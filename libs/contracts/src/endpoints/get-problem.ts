import { z } from 'zod';
import { endpoint } from './endpoint.js';

export const getProblem = endpoint({
  method: 'GET',
  path: '/problems/{name}',
  tag: 'system',
  summary: 'An error explained: what the type of a problem leads to',
  params: z.strictObject({ name: z.string().meta({ example: 'seat-taken' }) }),
  answers: {
    200: {
      description: 'what it means, and what to do about it',
      contentType: 'text/html',
      schema: z.string(),
      example: '<!doctype html><title>seat-taken</title>',
    },
  },
  problems: ['not-found'],
});
