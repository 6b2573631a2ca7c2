import { z } from 'zod';
import { airport, flightId, instant } from '../terms.js';
import { availabilityAnswer, availabilityExample, flightStatus } from './availability.js';

export const flightAnswer = z
  .strictObject({
    flightId,
    carrier: z.string(),
    number: z.int(),
    origin: airport,
    destination: airport,
    departsAt: instant,
    arrivesAt: instant,
    status: flightStatus,
    aircraft: z.strictObject({ model: z.string(), seats: z.int().min(1) }),
    distance: z.int().min(0).describe('in miles'),
    availability: availabilityAnswer,
  })
  .meta({ id: 'Flight' });

/** The API's Flight. */
export type FlightAnswer = z.infer<typeof flightAnswer>;

export const flightExample: FlightAnswer = {
  flightId: 'UA1545-EWR-2026-12-05',
  carrier: 'UA',
  number: 1545,
  origin: 'EWR',
  destination: 'IAH',
  departsAt: '2026-12-05T10:15:00.000Z',
  arrivesAt: '2026-12-05T14:19:00.000Z',
  status: 'scheduled',
  aircraft: { model: 'BOEING 737-824', seats: 149 },
  distance: 1400,
  availability: availabilityExample,
};
