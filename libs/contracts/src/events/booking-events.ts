import type { BookingEvent } from '#domain';
import { z } from 'zod';
import { cabin, flightId, instant, money, recordLocator, seat } from '../terms.js';
import { eventSchema, sealed } from './event-schema.js';

const bookingPlaced = z.strictObject({
  recordLocator,
  segments: z.array(z.strictObject({ flightId, cabin, seats: z.array(seat), fare: money })),
  party: z.int(),
  passengers: sealed,
  contact: sealed,
  total: money,
  holdExpiresAt: instant,
});

/** What booking streams hold. */
export const bookingEventSchema = z.discriminatedUnion('type', [
  eventSchema('BookingPlaced', 1, bookingPlaced),
]) satisfies z.ZodType<BookingEvent>;
