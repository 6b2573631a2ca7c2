import { maxSeats } from '#domain';
import { z } from 'zod';
import { flightAnswer, flightExample } from '../answers/flight.js';
import { airport, instant, line } from '../terms.js';
import { writeHeaders } from '../told-headers.js';
import { endpoint } from './endpoint.js';
import { commandHeaders } from './headers.js';

/** So that every date around it has a year of four digits, whatever the zone and the delay. */
const scheduled = instant.refine((at) => at >= '1970' && at < '2200', 'from 1970 to 2199');

const route = z.object({ origin: airport, destination: airport });
const times = z.object({ departsAt: scheduled, arrivesAt: scheduled });

/** More than twice of what the longest flights take: what is longer is a slip. */
const longestHours = 48;

function hours(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 3_600_000;
}

const scheduleFlightRequest = z
  .strictObject({
    carrier: z
      .string()
      .regex(/^([A-Z][A-Z0-9]|[0-9][A-Z])$/, 'an IATA airline designator like UA')
      .meta({ example: 'UA' }),
    number: z.int().min(1).max(9999),
    ...route.shape,
    ...times.shape,
    aircraft: z.strictObject({ model: line(60), seats: z.int().min(1).max(maxSeats) }),
  })
  // Whatever else is wrong.
  .refine(({ origin, destination }) => origin !== destination, {
    path: ['destination'],
    message: 'is the origin',
    when: ({ value }) => route.safeParse(value).success,
  })
  .refine(({ departsAt, arrivesAt }) => departsAt < arrivesAt, {
    path: ['arrivesAt'],
    message: 'is not after the departure',
    when: ({ value }) => times.safeParse(value).success,
  })
  .refine(({ departsAt, arrivesAt }) => hours(departsAt, arrivesAt) <= longestHours, {
    path: ['arrivesAt'],
    message: `is over ${longestHours} hours after the departure`,
    when: ({ value }) => times.safeParse(value).success,
  })
  .meta({ id: 'ScheduleFlight' });

export type ScheduleFlightRequest = z.infer<typeof scheduleFlightRequest>;

const { carrier, number, origin, destination, departsAt, arrivesAt, aircraft } = flightExample;

export const postFlight = endpoint({
  method: 'POST',
  path: '/v1/operations/flights',
  tag: 'operations',
  summary: 'Schedule a flight',
  credential: 'operator',
  headers: commandHeaders,
  body: scheduleFlightRequest,
  example: { carrier, number, origin, destination, departsAt, arrivesAt, aircraft },
  answers: {
    201: {
      description: 'the flight, on sale',
      schema: flightAnswer,
      example: flightExample,
      headers: { ...writeHeaders, Location: 'of the flight' },
    },
  },
  problems: ['flight-exists'],
});
