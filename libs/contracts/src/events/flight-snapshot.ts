import { delayCauses, type FlightState, type TakenSeats } from '#domain';
import { z } from 'zod';
import { cabin, fareRevision, instant, recordLocator, seat } from '../terms.js';
import { flightScheduled } from './flight-events.js';

/**
 * Raised with each change of what events come to: snapshots of another version are ignored. A test compares it with
 * a digest of the fold, so that nobody forgets it.
 */
export const flightReducerVersion = 4;

const holder = z.strictObject({ recordLocator, state: z.enum(['held', 'sold']) });

const taken = z.codec(z.array(z.tuple([seat, holder])), z.custom<TakenSeats>(isMap), {
  decode: (entries) => new Map(entries),
  encode: (seats) => [...seats],
});

const flight = flightScheduled.extend({
  scheduled: z.strictObject({ departsAt: instant, arrivesAt: instant }),
  delayCause: z.enum(delayCauses).exactOptional(),
  fareRevisions: z.partialRecord(cabin, fareRevision),
  taken,
  lastSequence: z.int(),
});

/** A flight's state, and its form as JSON. */
const flightState = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('unscheduled') }),
  flight.extend({ status: z.literal(['scheduled', 'delayed']) }),
  flight.extend({ status: z.literal('departed'), departedAt: instant }),
  flight.extend({
    status: z.literal(['arrived', 'diverted', 'cancelled']),
    departedAt: instant.exactOptional(),
  }),
]);

function isMap(value: unknown): boolean {
  return value instanceof Map;
}

export function flightToJson(state: FlightState): unknown {
  return z.encode(flightState, state);
}

/** @throws ZodError */
export function flightFromJson(json: unknown): FlightState {
  return flightState.parse(json);
}
