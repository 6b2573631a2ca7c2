import { z } from 'zod';
import type { AvailabilityState } from './availability.js';
import type { ViewRow } from './view.js';

const status = z.enum(['scheduled', 'delayed', 'departed', 'arrived', 'diverted', 'cancelled']);

const cabin = z.object({
  cabin: z.enum(['business', 'economy']),
  capacity: z.int(),
  available: z.int(),
  fare: z.object({ amount: z.int(), currency: z.literal('USD') }),
});

const state = z.object({
  flightId: z.string(),
  carrier: z.string(),
  number: z.int(),
  origin: z.string(),
  destination: z.string(),
  departsAt: z.string(),
  arrivesAt: z.string(),
  aircraft: z.object({ model: z.string(), seats: z.int() }),
  distance: z.number(),
  status,
  cabins: z.array(cabin),
});

/** A row of availability as it comes back from where it was copied to: Redis, a topic. */
export const availabilityRow: z.ZodType<ViewRow<AvailabilityState>> = z.object({
  streamId: z.string(),
  generation: z.int(),
  version: z.int(),
  asOf: z.string(),
  state: state.nullable(),
});
