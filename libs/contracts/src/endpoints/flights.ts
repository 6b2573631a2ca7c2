import { z } from 'zod';
import { availabilityAnswer, availabilityExample } from '../answers/availability.js';
import { flightAnswer, flightExample } from '../answers/flight.js';
import { seatMapAnswer, seatMapExample } from '../answers/seat-map.js';
import { flightId } from '../terms.js';
import { endpoint } from './endpoint.js';
import { cached, cachedReadHeaders } from './headers.js';

const read = {
  method: 'GET',
  tag: 'flights',
  params: z.strictObject({ flightId }),
  headers: cachedReadHeaders,
  problems: ['not-found'],
} as const;

export const getFlight = endpoint({
  ...read,
  path: '/v1/flights/{flightId}',
  summary: 'A flight',
  answers: cached({
    description: 'the flight, its times in UTC',
    schema: flightAnswer,
    example: flightExample,
  }),
});

export const getAvailability = endpoint({
  ...read,
  path: '/v1/flights/{flightId}/availability',
  summary: 'Free seats and fares of a flight: the hot path',
  answers: cached({
    description: 'the availability',
    schema: availabilityAnswer,
    example: availabilityExample,
  }),
});

export const getSeats = endpoint({
  ...read,
  path: '/v1/flights/{flightId}/seats',
  summary: 'The seat map of a flight',
  answers: cached({
    description: 'the seats, row by row',
    schema: seatMapAnswer,
    example: seatMapExample,
  }),
});
