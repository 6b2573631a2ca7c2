import { z } from 'zod';
import { airport } from '../terms.js';

export const airportsAnswer = z
  .strictObject({
    airports: z.array(
      z.strictObject({
        iata: airport,
        name: z.string(),
        lat: z.number().min(-90).max(90),
        lon: z.number().min(-180).max(180),
        timeZone: z.string().describe('by its IANA name'),
      }),
    ),
  })
  .meta({ id: 'Airports' });

/** The API's list of airports. */
export type AirportsAnswer = z.infer<typeof airportsAnswer>;

export const airportsExample: AirportsAnswer = {
  airports: [
    {
      iata: 'EWR',
      name: 'Newark Liberty Intl',
      lat: 40.6925,
      lon: -74.168667,
      timeZone: 'America/New_York',
    },
  ],
};
