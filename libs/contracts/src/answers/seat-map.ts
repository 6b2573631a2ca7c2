import { z } from 'zod';
import { cabin, flightId, instant, seat } from '../terms.js';

export const seatMapAnswer = z
  .strictObject({
    flightId,
    version: z.int().min(1).describe("the flight's stream version"),
    asOf: instant.describe('when its newest event was recorded'),
    rows: z.array(
      z.strictObject({
        row: z.int().min(1),
        cabin,
        seats: z.array(
          z.strictObject({
            seat,
            position: z.enum(['window', 'middle', 'aisle']),
            state: z.enum(['available', 'held', 'sold']),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'SeatMap' });

/** The API's seat map. */
export type SeatMapAnswer = z.infer<typeof seatMapAnswer>;

export const seatMapExample: SeatMapAnswer = {
  flightId: 'UA1545-EWR-2026-12-05',
  version: 2,
  asOf: '2026-11-24T12:00:00.000Z',
  rows: [
    {
      row: 1,
      cabin: 'business',
      seats: [
        { seat: '1A', position: 'window', state: 'sold' },
        { seat: '1C', position: 'aisle', state: 'available' },
      ],
    },
  ],
};
