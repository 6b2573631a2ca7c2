import { delayCauses, type FlightEvent } from '#domain';
import { z } from 'zod';
import {
  airport,
  cabin,
  flightId,
  fareRevision,
  instant,
  money,
  recordLocator,
  seat,
} from '../terms.js';
import { eventSchema } from './event-schema.js';

export const flightScheduled = z.strictObject({
  flightId,
  carrier: z.string(),
  number: z.int(),
  origin: airport,
  destination: airport,
  departsAt: instant,
  arrivesAt: instant,
  aircraft: z.strictObject({ model: z.string(), seats: z.int() }),
  distance: z.int(),
  fares: z.array(z.strictObject({ cabin, fare: money })),
});

const occurred = z.strictObject({ occurredAt: instant });
const delay = occurred.extend({
  departsAt: instant,
  arrivesAt: instant,
  cause: z.enum(delayCauses),
});
export const flightDelayed = eventSchema('FlightDelayed', 3, delay);
const flightDiverted = occurred.extend({ airport });
const flightCancelled = occurred.extend({ reason: z.string() });

const fareChanged = z.strictObject({ cabin, fare: money, revision: fareRevision });

const seats = z.array(seat);
const ofCabin = z.strictObject({ recordLocator, cabin });
const seatsHeld = ofCabin.extend({ seats, fare: money, expiresAt: instant });
const seatsSold = ofCabin.extend({ seats });
const seatsReleased = ofCabin.extend({
  seats,
  reason: z.enum(['expired', 'cancelled', 'flight-cancelled']),
});
const seatMoved = ofCabin.extend({ from: seat, to: seat });
const seatsCheckedIn = z.strictObject({ recordLocator, seats, firstSequence: z.int() });

/** What flight streams hold. */
export const flightEventSchema = z.discriminatedUnion('type', [
  eventSchema('FlightScheduled', 1, flightScheduled),
  flightDelayed,
  eventSchema('FlightDeparted', 1, occurred),
  eventSchema('FlightArrived', 1, occurred),
  eventSchema('FlightDiverted', 1, flightDiverted),
  eventSchema('FlightCancelled', 1, flightCancelled),
  eventSchema('FareChanged', 1, fareChanged),
  eventSchema('SeatsHeld', 1, seatsHeld),
  eventSchema('SeatsSold', 1, seatsSold),
  eventSchema('SeatsReleased', 1, seatsReleased),
  eventSchema('SeatMoved', 1, seatMoved),
  eventSchema('SeatsCheckedIn', 1, seatsCheckedIn),
]) satisfies z.ZodType<FlightEvent>;
