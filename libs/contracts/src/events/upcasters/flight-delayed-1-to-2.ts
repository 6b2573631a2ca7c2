import { z } from 'zod';
import { instant } from '../../terms.js';
import { eventSchema } from '../event-schema.js';
import { upcaster } from '../upcaster.js';
import { flightDelayed2 } from './flight-delayed-2-to-3.js';

const flightDelayed1 = eventSchema(
  'FlightDelayed',
  1,
  z.strictObject({ occurredAt: instant, minutes: z.int(), departsAt: instant, arrivesAt: instant }),
);

/**
 * `minutes` went: two instants and a number told the same delay, against the schedule, and readers added it to
 * the delay before.
 */
export const flightDelayed1To2 = upcaster(
  flightDelayed1,
  [flightDelayed2],
  ({ departsAt, arrivesAt, occurredAt }) => [{ departsAt, arrivesAt, occurredAt }],
);
