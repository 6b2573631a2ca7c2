import type { BookingEvent } from '#domain';
import { z } from 'zod';
import { airport, cabin, flightId, instant, money, recordLocator, seat } from '../terms.js';
import { eventSchema, sealed } from './event-schema.js';

const bookingPlaced = z.strictObject({
  recordLocator,
  segments: z.array(z.strictObject({ flightId, cabin, seats: z.array(seat), fare: money })),
  party: z.int(),
  passengers: sealed,
  contact: sealed,
  total: money,
  holdExpiresAt: instant,
});

const paymentId = z.string();
const ofPayment = z.strictObject({ paymentId });
const paid = ofPayment.extend({ amount: money });
const paymentRequested = paid.extend({ method: z.string(), requestedAt: instant });
const paymentDeclined = ofPayment.extend({ reason: z.string() });

const passenger = z.int();
const bookingTicketed = z.strictObject({
  tickets: z.array(z.strictObject({ number: z.string(), passenger, flightId })),
});
const seatChanged = z.strictObject({ flightId, passenger, from: seat, to: seat });
const checkIn = z.strictObject({ flightIds: z.array(flightId) });
export const passengersCheckedIn = eventSchema('PassengersCheckedIn', 2, checkIn);
const issue = z.strictObject({
  boardingPasses: z.array(
    z.strictObject({ passenger, flightId, destination: airport, seat, sequence: z.int() }),
  ),
});
export const boardingPassesIssued = eventSchema('BoardingPassesIssued', 1, issue);

const refund = money.exactOptional();
const bookingCancelled = z.discriminatedUnion('cause', [
  z.strictObject({ cause: z.literal('traveller'), reason: sealed.exactOptional(), refund }),
  z.strictObject({
    cause: z.literal('flight-cancelled'),
    flightId,
    reason: z.string(),
    refund,
  }),
]);

/** What booking streams hold. */
export const bookingEventSchema = z.discriminatedUnion('type', [
  eventSchema('BookingPlaced', 1, bookingPlaced),
  eventSchema('PaymentRequested', 1, paymentRequested),
  eventSchema('PaymentCaptured', 1, paid),
  eventSchema('PaymentDeclined', 1, paymentDeclined),
  eventSchema('PaymentUnresolved', 1, ofPayment),
  eventSchema('BookingTicketed', 1, bookingTicketed),
  eventSchema('SeatChanged', 1, seatChanged),
  passengersCheckedIn,
  boardingPassesIssued,
  eventSchema('BookingCancelled', 1, bookingCancelled),
  eventSchema('BookingExpired', 1, z.strictObject({})),
  eventSchema('BookingErased', 1, z.strictObject({})),
  eventSchema('RefundRequested', 1, paid),
  eventSchema('PaymentRefunded', 1, paid),
]) satisfies z.ZodType<BookingEvent>;
