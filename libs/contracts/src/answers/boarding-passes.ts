import { z } from 'zod';
import { flightId, seat } from '../terms.js';

export const boardingPassesAnswer = z
  .strictObject({
    boardingPasses: z.array(
      z.strictObject({
        passenger: z.int().min(0).describe('index from 0'),
        flightId,
        seat,
        bcbp: z.string().describe('the text of an IATA bar-coded boarding pass (Resolution 792)'),
      }),
    ),
  })
  .meta({ id: 'BoardingPasses' });

/** The API's boarding passes of a booking. */
export type BoardingPassesAnswer = z.infer<typeof boardingPassesAnswer>;

export const boardingPassesExample: BoardingPassesAnswer = {
  boardingPasses: [
    {
      passenger: 0,
      flightId: 'UA1545-EWR-2026-12-05',
      seat: '12A',
      bcbp: 'M1EARHART/AMELIA      E4SZU7G EWRIAHUA 1545 339Y012A0001 106>60000',
    },
  ],
};
