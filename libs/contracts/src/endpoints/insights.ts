import { z } from 'zod';
import { refusalReason } from '../events/refusal-events.js';
import { cabin, flightId, instant } from '../terms.js';
import { endpoint } from './endpoint.js';
import { readHeaders } from './headers.js';

const insight = {
  method: 'GET',
  tag: 'insights',
  credential: 'operator',
  headers: readHeaders,
  problems: [],
} as const;

const count = z.int().min(0);

export const getFunnel = endpoint({
  ...insight,
  path: '/v1/insights/funnel',
  summary: 'How many bookings came how far, from hold to check-in',
  answers: {
    200: {
      description: 'the steps, in order',
      schema: z
        .strictObject({ steps: z.array(z.strictObject({ step: z.string(), count })) })
        .meta({ id: 'Funnel' }),
      example: {
        steps: [
          { step: 'held', count: 100 },
          { step: 'payment-requested', count: 60 },
          { step: 'captured', count: 52 },
          { step: 'ticketed', count: 52 },
          { step: 'checked-in', count: 31 },
        ],
      },
    },
  },
});

const milliseconds = count.nullable().describe('null while nothing is ticketed');

export const getTimeToTicket = endpoint({
  ...insight,
  path: '/v1/insights/time-to-ticket',
  summary: 'How long bookings take from their hold to their tickets',
  answers: {
    200: {
      description: 'of all that were ticketed',
      schema: z
        .strictObject({ count, p50Ms: milliseconds, p95Ms: milliseconds, p99Ms: milliseconds })
        .meta({ id: 'TimeToTicket' }),
      example: { count: 52, p50Ms: 41_200, p95Ms: 212_000, p99Ms: 590_000 },
    },
  },
});

export const getJourneys = endpoint({
  ...insight,
  path: '/v1/insights/journeys',
  summary: 'The paths that most bookings took, by the types of their events',
  answers: {
    200: {
      description: 'the 100 most common, the most common first',
      schema: z
        .strictObject({
          journeys: z.array(z.strictObject({ path: z.array(z.string()), count })),
        })
        .meta({ id: 'Journeys' }),
      example: { journeys: [{ path: ['BookingPlaced', 'BookingExpired'], count: 40 }] },
    },
  },
});

export const getLostSales = endpoint({
  ...insight,
  path: '/v1/insights/lost-sales',
  summary: 'Requests for bookings that were refused, per flight and minute',
  answers: {
    200: {
      description:
        'the 1,000 newest counts, the newest minute first; at most 300 of a flight, and 100 flights a minute of each process',
      schema: z
        .strictObject({
          flights: z.array(
            z.strictObject({ flightId, cabin, minute: instant, reason: refusalReason, count }),
          ),
        })
        .meta({ id: 'LostSales' }),
      example: {
        flights: [
          {
            flightId: 'UA1545-EWR-2026-12-05',
            cabin: 'economy',
            minute: '2026-12-01T12:10:00.000Z',
            reason: 'sold-out',
            count: 41,
          },
        ],
      },
    },
  },
});
