import type { Decision } from '../decision.js';
import type { FlightEvent, Flights } from '../flight/flight.js';
import { evolveFlight, flightIn } from '../flight/flight.js';
import { held, scheduledWith } from '../flight/sample-flight.spec.js';
import { plusSeconds } from '../instant.js';
import { usd } from '../money.js';
import { specificationOf } from '../specification.spec.js';
import type { ForStream } from '../streams.js';
import { onBooking, onFlight } from '../streams.js';
import type { BookingEvent, BookingState, Ticket } from './booking.js';
import { evolveBooking, initialBooking } from './booking.js';
import type { BookingCommand, BookingRefusal } from './booking-decider.js';
import { decideBooking } from './booking-decider.js';
import type {
  PaymentCaptured,
  PaymentDeclined,
  PaymentRefunded,
  PaymentRequested,
  PaymentUnresolved,
  RefundRequested,
} from './payment.js';
import { ticketNumber } from './ticket-number.js';

export type WorldEvent = ForStream<BookingEvent | FlightEvent>;

/** What a fold of all streams knows. */
export interface World {
  /** By record locator. */
  bookings: ReadonlyMap<string, BookingState>;
  flights: Flights;
}

export const initialWorld: World = { bookings: new Map(), flights: new Map() };

export function isOnFlight(event: WorldEvent): event is ForStream<FlightEvent> {
  return event.streamId.startsWith('flight-');
}

export function isOnBooking(event: WorldEvent): event is ForStream<BookingEvent> {
  return event.streamId.startsWith('booking-');
}

export function evolveWorld({ bookings, flights }: World, recorded: WorldEvent): World {
  const [, id = ''] = /^[a-z]+-(.*)$/.exec(recorded.streamId) ?? [];
  if (isOnFlight(recorded)) {
    const flight = evolveFlight(flightIn(flights, id), recorded.event);
    return { bookings, flights: new Map(flights).set(id, flight) };
  }
  if (!isOnBooking(recorded)) throw new Error(`no stream ${recorded.streamId}`);
  const booking = evolveBooking(bookings.get(id) ?? initialBooking, recorded.event);
  return { bookings: new Map(bookings).set(id, booking), flights };
}

export const recordLocator = 'K7QX2M';

/** Each of the commands goes to the booking {@link recordLocator}. */
export const { given } = specificationOf({
  initial: initialWorld,
  evolve: evolveWorld,
  decide: (command: BookingCommand, world: World): Decision<WorldEvent, BookingRefusal> =>
    decideBooking(command, world.bookings.get(recordLocator) ?? initialBooking, world.flights),
});

export const out = 'UA1545-EWR-2026-12-05';
export const back = 'UA1544-IAH-2026-12-09';

/** The first departs on 5 December at 10:15, the second four days later; `seats` are on each. */
export function scheduledBoth(seats: number): ForStream<FlightEvent>[] {
  return [out, back].map((flightId, leg) => {
    const { data } = scheduledWith(seats);
    const departsAt = plusSeconds(data.departsAt, leg * 4 * 86_400);
    const arrivesAt = plusSeconds(data.arrivesAt, leg * 4 * 86_400);
    const [origin, destination] = leg === 0 ? ['EWR', 'IAH'] : ['IAH', 'EWR'];
    return onFlight(flightId, {
      type: 'FlightScheduled',
      data: { ...data, flightId, departsAt, arrivesAt, origin, destination },
    });
  });
}

/** Of 178 seats: 162 in economy, from row 5 on. */
export const scheduledFlights: WorldEvent[] = scheduledBoth(178);

export const fare = usd(19400);
export const total = usd(4 * 19400);
export const placedAt = '2026-12-01T12:00:00.000Z';
export const holdExpiresAt = '2026-12-01T12:15:00.000Z';
export const sealedData = {
  passengers: { sealed: 'cGFzc2VuZ2Vycw' },
  contact: { sealed: 'Y29udGFjdA' },
};

export function ours<E extends BookingEvent>(event: E): ForStream<E> {
  return onBooking({ recordLocator }, event);
}

/** Two travellers out in 12A and 12B, back in 20F and 20E, held until 12:15 on 1 December. */
export const placed: WorldEvent[] = [
  ...scheduledFlights,
  ours({
    type: 'BookingPlaced',
    data: {
      recordLocator,
      segments: [
        { flightId: out, cabin: 'economy', seats: ['12A', '12B'], fare },
        { flightId: back, cabin: 'economy', seats: ['20F', '20E'], fare },
      ],
      party: 2,
      ...sealedData,
      total,
      holdExpiresAt,
    },
  }),
  onFlight(out, held(recordLocator, '12A', '12B')),
  onFlight(back, held(recordLocator, '20F', '20E')),
];

export const requestedAt = '2026-12-01T12:10:00.000Z';

export function requested(paymentId: string, at = requestedAt): ForStream<PaymentRequested> {
  const data = { paymentId, amount: total, method: 'tok_ok', requestedAt: at };
  return ours({ type: 'PaymentRequested', data });
}

export function captured(paymentId: string): ForStream<PaymentCaptured> {
  return ours({ type: 'PaymentCaptured', data: { paymentId, amount: total } });
}

export function declined(paymentId: string): ForStream<PaymentDeclined> {
  return ours({ type: 'PaymentDeclined', data: { paymentId, reason: 'insufficient funds' } });
}

export function unresolved(paymentId: string): ForStream<PaymentUnresolved> {
  return ours({ type: 'PaymentUnresolved', data: { paymentId } });
}

export function refundRequested(paymentId: string): ForStream<RefundRequested> {
  return ours({ type: 'RefundRequested', data: { paymentId, amount: total } });
}

export function refunded(paymentId: string): ForStream<PaymentRefunded> {
  return ours({ type: 'PaymentRefunded', data: { paymentId, amount: total } });
}

export const tickets: Ticket[] = [out, back].flatMap((flightId, segment) =>
  [0, 1].map((passenger) => {
    return { number: ticketNumber(recordLocator, segment, passenger), passenger, flightId };
  }),
);

const economy = { recordLocator, cabin: 'economy' } as const;

export const ticketing: WorldEvent[] = [
  ours({ type: 'BookingTicketed', data: { tickets } }),
  onFlight(out, { type: 'SeatsSold', data: { ...economy, seats: ['12A', '12B'] } }),
  onFlight(back, { type: 'SeatsSold', data: { ...economy, seats: ['20F', '20E'] } }),
];

export const paid: WorldEvent[] = [...placed, requested('pay-1'), captured('pay-1')];
export const ticketed: WorldEvent[] = [...paid, ...ticketing];

/** What a booking is told of a check-in. */
export function numbered(
  flightId: string,
  destination: string,
  seats: readonly string[],
  first: number,
): WorldEvent[] {
  const boardingPasses = seats.map((seat, passenger) => {
    return { passenger, flightId, destination, seat, sequence: first + passenger };
  });
  return [
    ours({ type: 'PassengersCheckedIn', data: { flightIds: [flightId] } }),
    ours({ type: 'BoardingPassesIssued', data: { boardingPasses } }),
  ];
}

/** Passengers are checked in on the first flight, as its first two. */
export const checkingIn: WorldEvent[] = [
  ...numbered(out, 'IAH', ['12A', '12B'], 1),
  onFlight(out, {
    type: 'SeatsCheckedIn',
    data: { recordLocator, seats: ['12A', '12B'], firstSequence: 1 },
  }),
];

export const checkedIn: WorldEvent[] = [...ticketed, ...checkingIn];

export function releasedOn(
  flightId: string,
  reason: 'expired' | 'cancelled' | 'flight-cancelled',
  ...seats: string[]
): ForStream<FlightEvent> {
  return onFlight(flightId, { type: 'SeatsReleased', data: { ...economy, seats, reason } });
}

/** Both flights' seats, by row and letter. */
export function releases(reason: 'expired' | 'cancelled' | 'flight-cancelled'): WorldEvent[] {
  return [releasedOn(out, reason, '12A', '12B'), releasedOn(back, reason, '20E', '20F')];
}

export const cancelledUnpaid: WorldEvent[] = [
  ...placed,
  ours({ type: 'BookingCancelled', data: { cause: 'traveller' } }),
  ...releases('cancelled'),
];

export const cancelledPaid: WorldEvent[] = [
  ...ticketed,
  ours({ type: 'BookingCancelled', data: { cause: 'traveller', refund: total } }),
  refundRequested('pay-1'),
  ...releases('cancelled'),
];

export const expired: WorldEvent[] = [
  ...placed,
  ours({ type: 'BookingExpired', data: {} }),
  ...releases('expired'),
];

/** How the booking comes into each status. */
export const statuses = {
  none: scheduledFlights,
  held: placed,
  ticketed,
  'checked-in': checkedIn,
  cancelled: cancelledUnpaid,
  expired,
} satisfies Record<BookingState['status'], WorldEvent[]>;
