import type { ProblemMember } from './problem-answer.js';
import { retryHeaders, type ToldHeaders, writeHeaders } from './told-headers.js';

/** What an error tells. */
export interface ExplainedProblem {
  status: number;
  title: string;
  /** What a client does about it; code stands in backticks. */
  remedy: string;
  /** What its body has besides the members of RFC 9457. */
  members?: readonly ProblemMember[];
  headers?: ToldHeaders;
}

/** Every error that the API answers, by name: the one registry of them (RFC 9457). */
export const problems = {
  validation: {
    status: 400,
    title: 'The request is not well-formed',
    remedy: 'Correct what `errors` lists: every fault of the request, with its place.',
    members: ['errors'],
  },
  unauthenticated: {
    status: 401,
    title: 'A credential is needed',
    remedy: "Send `Authorization: Bearer` with the booking's access token or an operator's key.",
    headers: { 'WWW-Authenticate': 'Bearer' },
  },
  'payment-declined': {
    status: 402,
    title: 'The provider has declined the payment',
    remedy: 'The hold stays: pay by another method before it runs out.',
    headers: writeHeaders,
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
    headers: { Allow: 'the methods of this address' },
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
    members: ['availability'],
  },
  'sold-out': {
    status: 409,
    title: 'The cabin has too few free seats',
    remedy: 'Choose another flight or cabin: `availability` has the fresh counts.',
    members: ['availability'],
  },
  'price-changed': {
    status: 409,
    title: 'The quoted total no longer holds',
    remedy:
      'Show the traveller the `total` of the answer, and send it as `quotedTotal` if they agree.',
    members: ['total'],
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
    headers: retryHeaders,
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
    headers: retryHeaders,
  },
  unavailable: {
    status: 503,
    title: 'A part is out of reach',
    remedy: 'Repeat the request after `Retry-After`; a write with the same key.',
    headers: retryHeaders,
  },
} as const satisfies Record<string, ExplainedProblem>;

export type ProblemName = keyof typeof problems;

/** Those that a request meets before it is led to an endpoint. */
export const problemsAheadOfEndpoints = [
  'method-not-allowed',
  'request-timeout',
  'header-fields-too-large',
] as const satisfies readonly ProblemName[];
