import { z } from 'zod';
import { flightAnswer, flightExample } from './flight.js';

export const flightsAnswer = z
  .strictObject({ flights: z.array(flightAnswer).describe('by departure') })
  .meta({ id: 'Flights' });

/** The API's list of flights. */
export type FlightsAnswer = z.infer<typeof flightsAnswer>;

export const flightsExample: FlightsAnswer = { flights: [flightExample] };
