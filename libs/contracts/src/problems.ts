/** Every error that the API answers, by name: its status and its title (RFC 9457). */
export const problems = {
  validation: { status: 400, title: 'The request is not well-formed' },
  unauthenticated: { status: 401, title: 'A credential is needed' },
  forbidden: { status: 403, title: 'Only operators may do this' },
  'not-found': { status: 404, title: 'There is no such thing' },
  'too-large': { status: 413, title: 'The body is over 64 KiB' },
  'unsupported-media-type': { status: 415, title: 'The body is not JSON' },
  'seat-taken': { status: 409, title: 'A seat is taken' },
  'sold-out': { status: 409, title: 'The cabin has too few free seats' },
  'price-changed': { status: 409, title: 'The quoted total no longer holds' },
  'flight-closed': { status: 409, title: 'The flight is closed for sale' },
  'idempotency-conflict': { status: 409, title: 'The same key is being processed' },
  'idempotency-key-reused': { status: 422, title: 'The key was used with another body' },
  internal: { status: 500, title: 'Contrail has failed' },
  'view-behind': { status: 503, title: 'The view has not caught up yet' },
  unavailable: { status: 503, title: 'A part is out of reach' },
} as const;

export type ProblemName = keyof typeof problems;

/** One fault of a request: `path` is a JSON Pointer in a body, else a name. */
export interface ValidationError {
  in: 'body' | 'query' | 'path' | 'header';
  path: string;
  message: string;
}
