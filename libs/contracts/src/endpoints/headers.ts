import { z } from 'zod';
import { parseConsistencyToken } from '../consistency-token.js';
import { cacheHeaders } from '../told-headers.js';
import type { Answer } from './endpoint.js';

const idempotencyKey = z
  .string('is missing')
  .regex(/^[\x21-\x7e]{16,64}$/, '16 to 64 visible ASCII characters')
  .meta({ description: 'of 16 to 64 visible ASCII characters', example: 'first-booking-0001' });

/** Of every request that writes. */
export const commandHeaders = z.object({ 'idempotency-key': idempotencyKey });

const consistencyToken = z
  .string()
  .regex(/^[\w-]+$/, { error: 'is malformed', abort: true })
  .transform((token, context) => {
    const versions = parseConsistencyToken(token);
    if (versions !== undefined) return versions;
    context.addIssue({ code: 'custom', message: 'is malformed' });
    return z.NEVER;
  })
  .meta({ description: 'of a write: the answer shows it' });

/** Of a request that reads the log, which has every write. */
export const logHeaders = z.object({ 'consistency-token': consistencyToken.optional() });

/** Of every request that reads a view. */
export const readHeaders = logHeaders.extend({
  prefer: z.string().optional().meta({ description: 'wait=N: seconds to wait for the write' }),
});

const ifNoneMatch = z
  .string()
  .optional()
  .meta({ description: 'ETags that the client has: the present one is answered by a 304' });

/** Of every request that reads a view and whose answer may be cached. */
export const cachedReadHeaders = readHeaders.extend({ 'if-none-match': ifNoneMatch });

/** Of every request that reads the log and whose answer may be cached. */
export const cachedLogHeaders = logHeaders.extend({ 'if-none-match': ifNoneMatch });

/** The answers of a read that may be cached. */
export function cached<const Success extends Answer>(answer: Success) {
  return {
    200: { ...answer, headers: cacheHeaders },
    304: { description: 'the If-None-Match names the present version', headers: cacheHeaders },
  };
}
