import { z } from 'zod';
import { airportsAnswer, airportsExample } from '../answers/airports.js';
import { flightsAnswer, flightsExample } from '../answers/flights.js';
import { airport, cabin, wholeNumber } from '../terms.js';
import { endpoint } from './endpoint.js';
import { cached, cachedReadHeaders } from './headers.js';

export const getAirports = endpoint({
  method: 'GET',
  path: '/v1/airports',
  tag: 'flights',
  summary: 'The airports that flights leave from and go to',
  headers: cachedReadHeaders,
  answers: cached({
    description: 'the airports, by their code',
    schema: airportsAnswer,
    example: airportsExample,
  }),
  problems: [],
});

export const getFlights = endpoint({
  method: 'GET',
  path: '/v1/flights',
  tag: 'flights',
  summary: 'Search: the flights of a day from one airport to another',
  query: z.strictObject({
    origin: airport,
    destination: airport,
    date: z.iso
      .date('a date like 2026-12-05')
      .describe('of departure, local at the origin')
      .meta({ example: '2026-12-05' }),
    passengers: wholeNumber(1, 9)
      .optional()
      .describe('only flights with as many free seats in one cabin'),
    cabin: cabin.optional().describe('only flights with free seats in this cabin'),
  }),
  headers: cachedReadHeaders,
  answers: cached({
    description: 'the flights, by departure; none: an empty list',
    schema: flightsAnswer,
    example: flightsExample,
  }),
  problems: [],
});
