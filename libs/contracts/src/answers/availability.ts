import { z } from 'zod';
import { cabin, flightId, instant, money } from '../terms.js';

export const flightStatus = z.enum([
  'scheduled',
  'delayed',
  'departed',
  'arrived',
  'diverted',
  'cancelled',
]);

export const availabilityAnswer = z
  .strictObject({
    flightId,
    version: z.int().min(1).describe("the flight's stream version"),
    asOf: instant.describe('when its newest event was recorded'),
    status: flightStatus,
    cabins: z.array(
      z.strictObject({ cabin, capacity: z.int().min(0), available: z.int().min(0), fare: money }),
    ),
  })
  .meta({ id: 'Availability' });

/** The API's Availability. */
export type AvailabilityAnswer = z.infer<typeof availabilityAnswer>;

export const availabilityExample: AvailabilityAnswer = {
  flightId: 'UA1545-EWR-2026-12-05',
  version: 2,
  asOf: '2026-11-24T12:00:00.000Z',
  status: 'scheduled',
  cabins: [
    { cabin: 'business', capacity: 16, available: 16, fare: { amount: 58_200, currency: 'USD' } },
    { cabin: 'economy', capacity: 133, available: 132, fare: { amount: 19_400, currency: 'USD' } },
  ],
};
