import { refusalReasons, type RequestsRefused } from '#domain';
import { z } from 'zod';
import { cabin, flightId, instant } from '../terms.js';
import { eventSchema } from './event-schema.js';

export const refusalReason = z.enum(refusalReasons);

const requestsRefused = z.strictObject({
  flightId,
  minute: instant,
  counts: z.array(z.strictObject({ cabin, reason: refusalReason, count: z.int().positive() })),
});

/** What the streams hold on which refused requests are counted. */
export const refusalEventSchema = z.discriminatedUnion('type', [
  eventSchema('RequestsRefused', 1, requestsRefused),
]) satisfies z.ZodType<RequestsRefused>;
