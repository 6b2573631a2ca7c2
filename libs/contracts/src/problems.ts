import { z } from 'zod';
import { availabilityAnswer } from './answers/availability.js';
import { money } from './terms.js';

/** Every error that the API answers, by name: its status and its title (RFC 9457). */
export const problems = {
  validation: { status: 400, title: 'The request is not well-formed' },
  unauthenticated: { status: 401, title: 'A credential is needed' },
  'payment-declined': { status: 402, title: 'The provider has declined the payment' },
  forbidden: { status: 403, title: 'Only operators may do this' },
  'not-found': { status: 404, title: 'There is no such thing' },
  erased: { status: 410, title: 'The personal data was erased' },
  'too-large': { status: 413, title: 'The body is over 64 KiB' },
  'unsupported-media-type': { status: 415, title: 'The body is not JSON' },
  'seat-taken': { status: 409, title: 'A seat is taken' },
  'sold-out': { status: 409, title: 'The cabin has too few free seats' },
  'price-changed': { status: 409, title: 'The quoted total no longer holds' },
  'flight-closed': { status: 409, title: 'The flight is closed for sale' },
  'hold-expired': { status: 409, title: 'The hold has run out' },
  'booking-state': { status: 409, title: "The booking's status does not allow it" },
  'idempotency-conflict': { status: 409, title: 'The same key is being processed' },
  'idempotency-key-reused': { status: 422, title: 'The key was used with another body' },
  internal: { status: 500, title: 'Contrail has failed' },
  'view-behind': { status: 503, title: 'The view has not caught up yet' },
  unavailable: { status: 503, title: 'A part is out of reach' },
} as const;

export type ProblemName = keyof typeof problems;

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
