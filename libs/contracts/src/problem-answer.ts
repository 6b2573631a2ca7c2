import { z } from 'zod';
import { availabilityAnswer, availabilityExample } from './answers/availability.js';
import { money } from './terms.js';

const validationError = z.strictObject({
  in: z.enum(['body', 'query', 'path', 'header']),
  path: z.string().describe('a JSON Pointer in a body, else a name'),
  message: z.string(),
});

/** One fault of a request. */
export type ValidationError = z.infer<typeof validationError>;

/** RFC 9457, and what some problems tell beside it. */
export const problemAnswer = z
  .strictObject({
    type: z.string().describe('/problems/ and its name'),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    errors: z.array(validationError).optional().describe('of validation: every fault'),
    availability: availabilityAnswer
      .optional()
      .describe('of seat-taken and sold-out: the fresh truth of the first failing segment'),
    total: money.optional().describe('of price-changed: the present total'),
  })
  .meta({ id: 'Problem' });

/** What some problems tell besides the members of RFC 9457: an example of each. */
export const memberExamples = {
  errors: [{ in: 'body', path: '/segments/0/seats/1', message: '99A is no seat of the cabin' }],
  availability: availabilityExample,
  total: { amount: 38_800, currency: 'USD' },
} as const satisfies Partial<z.input<typeof problemAnswer>>;

export type ProblemMember = keyof typeof memberExamples;
