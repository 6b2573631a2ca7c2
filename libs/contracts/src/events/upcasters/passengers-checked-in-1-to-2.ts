import { z } from 'zod';
import { airport, flightId, seat } from '../../terms.js';
import { boardingPassesIssued, passengersCheckedIn } from '../booking-events.js';
import { eventSchema } from '../event-schema.js';
import { upcaster } from '../upcaster.js';

const passengersCheckedIn1 = eventSchema(
  'PassengersCheckedIn',
  1,
  z.strictObject({
    sequences: z.array(
      z.strictObject({
        passenger: z.int(),
        flightId,
        destination: airport,
        seat,
        sequence: z.int(),
      }),
    ),
  }),
);

/**
 * Split in two: that a flight accepts its passengers happens once, a document is issued, and may be once more.
 */
export const passengersCheckedIn1To2 = upcaster(
  passengersCheckedIn1,
  [passengersCheckedIn, boardingPassesIssued],
  ({ sequences }) => [
    { flightIds: [...new Set(sequences.map((each) => each.flightId))] },
    { boardingPasses: sequences },
  ],
);
