import type { FlightEvent } from '#domain';
import { z } from 'zod';
import { airport, cabin, flightId, instant, money, recordLocator, seat } from '../terms.js';
import { eventSchema } from './event-schema.js';

const flightScheduled = z.strictObject({
  flightId,
  carrier: z.string(),
  number: z.int(),
  origin: airport,
  destination: airport,
  departsAt: instant,
  arrivesAt: instant,
  aircraft: z.strictObject({ model: z.string(), seats: z.int() }),
  distance: z.int(),
  fares: z.array(z.strictObject({ cabin, fare: money })),
});

const seatsHeld = z.strictObject({
  recordLocator,
  cabin,
  seats: z.array(seat),
  fare: money,
  expiresAt: instant,
});

/** What flight streams hold. */
export const flightEventSchema = z.discriminatedUnion('type', [
  eventSchema('FlightScheduled', 1, flightScheduled),
  eventSchema('SeatsHeld', 1, seatsHeld),
]) satisfies z.ZodType<FlightEvent>;
