import { z } from 'zod';
import { instant } from '../../terms.js';
import { eventSchema } from '../event-schema.js';
import { flightDelayed } from '../flight-events.js';
import { upcaster } from '../upcaster.js';

export const flightDelayed2 = eventSchema(
  'FlightDelayed',
  2,
  z.strictObject({ occurredAt: instant, departsAt: instant, arrivesAt: instant }),
);

/** The cause came: carriers report it. Of the delays before nobody had asked. */
export const flightDelayed2To3 = upcaster(flightDelayed2, [flightDelayed], (data) => [
  { ...data, cause: 'unknown' as const },
]);
