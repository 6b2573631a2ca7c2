import { z } from 'zod';
import { availabilityAnswer } from './answers/availability.js';
import { money } from './terms.js';

/** What every error tells, whatever it carries besides. */
interface ExplainedProblem {
  status: number;
  title: string;
  /** What a client does about it; code stands in backticks. */
  remedy: string;
}

/** Every error that the API answers, by name: the one registry of them (RFC 9457). */
export const problems = {
  validation: {
    status: 400,
    title: 'The request is not well-formed',
    remedy: 'Correct what `errors` lists: every fault of the request, with its place.',
  },
  unauthenticated: {
    status: 401,
    title: 'A credential is needed',
    remedy: "Send `Authorization: Bearer` with the booking's access token or an operator's key.",
  },
  'payment-declined': {
    status: 402,
    title: 'The provider has declined the payment',
    remedy: 'The hold stays: pay by another method before it runs out.',
  },
  forbidden: {
    status: 403,
    title: 'Only operators may do this',
    remedy: "Ask an operator: a booking's access token does not open this.",
  },
  'not-found': {
    status: 404,
    title: 'There is no such thing',
    remedy: 'Check the address and the names in it; a booking opens only to its own access token.',
  },
  erased: {
    status: 410,
    title: 'The personal data was erased',
    remedy: 'Nothing brings the names back: the booking can be read without them.',
  },
  'too-large': {
    status: 413,
    title: 'The body is over 64 KiB',
    remedy: 'Send a body of at most 64 KiB.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The body is not JSON',
    remedy: 'Send JSON in UTF-8, with `Content-Type: application/json`.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'The method is not one of this address',
    remedy: 'Use a method that the `Allow` header of the answer lists.',
  },
  'not-acceptable': {
    status: 406,
    title: 'No accepted media type can be sent',
    remedy: 'Accept the media type that the documentation shows for this address.',
  },
  'seat-taken': {
    status: 409,
    title: 'A seat is taken',
    remedy: 'Choose from the seats that are free: `availability` has the fresh counts.',
  },
  'sold-out': {
    status: 409,
    title: 'The cabin has too few free seats',
    remedy: 'Choose another flight or cabin: `availability` has the fresh counts.',
  },
  'price-changed': {
    status: 409,
    title: 'The quoted total no longer holds',
    remedy:
      'Show the traveller the `total` of the answer, and send it as `quotedTotal` if they agree.',
  },
  'flight-closed': {
    status: 409,
    title: 'The flight is closed for sale',
    remedy: 'Choose another flight: this one has departed or was cancelled.',
  },
  'hold-expired': {
    status: 409,
    title: 'The hold has run out',
    remedy: 'Book again: the seats are given free, or soon will be.',
  },
  'booking-state': {
    status: 409,
    title: "The booking's status does not allow it",
    remedy: 'Read the booking: its `status` tells what can be done with it.',
  },
  'flight-exists': {
    status: 409,
    title: 'The flight is there already',
    remedy: 'Nothing is left to do, or the number or the date is another one.',
  },
  'flight-state': {
    status: 409,
    title: "The flight's status does not allow it",
    remedy: 'Read the flight: its `status` tells what may follow.',
  },
  'idempotency-conflict': {
    status: 409,
    title: 'The same key is being processed',
    remedy: 'Wait a moment, then repeat the same request with the same key.',
  },
  'idempotency-key-reused': {
    status: 422,
    title: 'The key was used with another body',
    remedy: 'Use a new Idempotency-Key for a new request.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    remedy: 'Wait as many seconds as the `Retry-After` header tells.',
  },
  'header-fields-too-large': {
    status: 431,
    title: 'The header is over 16 KiB',
    remedy: 'Send fewer or shorter header fields, or a shorter address: 16 KiB at most.',
  },
  'request-timeout': {
    status: 408,
    title: 'The request did not come to its end',
    remedy: 'Send the whole request without a long pause.',
  },
  internal: {
    status: 500,
    title: 'Contrail has failed',
    remedy:
      'Report the id in `instance`: the log has what went wrong. A write may be repeated with its key.',
  },
  'view-behind': {
    status: 503,
    title: 'The view has not caught up yet',
    remedy: 'Repeat the read after `Retry-After`, or allow it more time by `Prefer: wait=10`.',
  },
  unavailable: {
    status: 503,
    title: 'A part is out of reach',
    remedy: 'Repeat the request after `Retry-After`; a write with the same key.',
  },
} as const satisfies Record<string, ExplainedProblem>;

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
