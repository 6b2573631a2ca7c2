import { CorruptStream } from '../corrupt-stream.js';
import type { Cabin } from '../flight/seat-map.js';
import type { Money } from '../money.js';
import { unreachable } from '../unreachable.js';
import type { Payment, PaymentEvent } from './payment.js';
import { evolvePayments } from './payment.js';

/** Personal data that only its key opens: opaque to every rule. */
export interface Sealed {
  sealed: string;
}

export interface BookedSegment {
  flightId: string;
  cabin: Cabin;
  /** In the passengers' order. */
  seats: string[];
  /** For one passenger. */
  fare: Money;
}

export interface Placement {
  recordLocator: string;
  /** One to four, each on another flight. */
  segments: BookedSegment[];
  /** How many passengers. */
  party: number;
  passengers: Sealed;
  contact: Sealed;
  /** All segments, all passengers. */
  total: Money;
  /** RFC 3339 UTC with milliseconds. */
  holdExpiresAt: string;
}

export interface Ticket {
  /** 13 digits. */
  number: string;
  /** Index from 0. */
  passenger: number;
  flightId: string;
}

/** What a boarding pass shows besides the passenger's name. */
export interface IssuedBoardingPass {
  /** Index from 0. */
  passenger: number;
  flightId: string;
  destination: string;
  seat: string;
  /** The boarding sequence number on that flight, from 1 on. */
  sequence: number;
}

export interface BookingPlaced {
  type: 'BookingPlaced';
  data: Placement;
}

export interface BookingTicketed {
  type: 'BookingTicketed';
  data: { tickets: Ticket[] };
}

export interface SeatChanged {
  type: 'SeatChanged';
  data: { flightId: string; passenger: number; from: string; to: string };
}

export interface PassengersCheckedIn {
  type: 'PassengersCheckedIn';
  /** The flights that all of its passengers are accepted on. */
  data: { flightIds: string[] };
}

export interface BoardingPassesIssued {
  type: 'BoardingPassesIssued';
  data: { boardingPasses: IssuedBoardingPass[] };
}

export type Cancellation =
  /** A traveller's own words may name a person: they are sealed. */
  | { cause: 'traveller'; reason?: Sealed }
  | { cause: 'flight-cancelled'; flightId: string; reason: string };

export interface BookingCancelled {
  type: 'BookingCancelled';
  /** `refund`: what it gives back, all that was captured and not asked back before. */
  data: Cancellation & { refund?: Money };
}

export interface BookingExpired {
  type: 'BookingExpired';
  data: Record<string, never>;
}

/** The key of its personal data is thrown away: what is sealed opens no more. */
export interface BookingErased {
  type: 'BookingErased';
  data: Record<string, never>;
}

export type BookingEvent =
  | BookingPlaced
  | BookingTicketed
  | SeatChanged
  | PassengersCheckedIn
  | BoardingPassesIssued
  | BookingCancelled
  | BookingExpired
  | BookingErased
  | PaymentEvent;

export interface NoBooking {
  readonly status: 'none';
}

interface Placed extends Readonly<Placement> {
  /** In the order of their requests. */
  readonly payments: readonly Payment[];
  /** How many there were. */
  readonly seatChanges: number;
  /** Its persons are forgotten. */
  readonly erased?: true;
}

export interface HeldBooking extends Placed {
  readonly status: 'held';
}

export interface TicketedBooking extends Placed {
  readonly status: 'ticketed';
  readonly tickets: readonly Ticket[];
}

/** At least one of its segments is checked in. */
export interface CheckedInBooking extends Placed {
  readonly status: 'checked-in';
  readonly tickets: readonly Ticket[];
  /** On the flights that they have boarding passes for. */
  readonly checkedIn: readonly IssuedBoardingPass[];
}

export interface CancelledBooking extends Placed {
  readonly status: 'cancelled';
}

export interface ExpiredBooking extends Placed {
  readonly status: 'expired';
}

export type PlacedBooking =
  HeldBooking | TicketedBooking | CheckedInBooking | CancelledBooking | ExpiredBooking;

export type BookingState = NoBooking | PlacedBooking;

export const initialBooking: BookingState = { status: 'none' };

/** Throws CorruptStream for an event that no command on this state leads to. */
export function evolveBooking(state: BookingState, event: BookingEvent): BookingState {
  const { type } = event;
  if (type === 'BookingPlaced') {
    if (state.status !== 'none') throw new CorruptStream(type, state.status);
    return { ...event.data, status: 'held', payments: [], seatChanges: 0 };
  }
  if (state.status === 'none') throw new CorruptStream(type, state.status);
  switch (event.type) {
    case 'BookingTicketed':
      if (state.status !== 'held') throw new CorruptStream(event.type, state.status);
      return { ...state, status: 'ticketed', tickets: event.data.tickets };
    case 'SeatChanged':
      if (!canChangeSeat(state)) throw new CorruptStream(event.type, state.status);
      return {
        ...state,
        segments: segmentsAfter(state.segments, event),
        seatChanges: state.seatChanges + 1,
      };
    case 'PassengersCheckedIn':
      if (!isTicketed(state)) throw new CorruptStream(event.type, state.status);
      return { ...state, status: 'checked-in', checkedIn: checkedInBefore(state) };
    case 'BoardingPassesIssued':
      if (state.status !== 'checked-in') throw new CorruptStream(event.type, state.status);
      return { ...state, checkedIn: [...state.checkedIn, ...event.data.boardingPasses] };
    case 'BookingCancelled':
      if (hasEnded(state)) throw new CorruptStream(event.type, state.status);
      return { ...placedPart(state), status: 'cancelled' };
    case 'BookingExpired':
      if (state.status !== 'held') throw new CorruptStream(event.type, state.status);
      return { ...state, status: 'expired' };
    case 'BookingErased':
      if (state.erased || state.status === 'held')
        throw new CorruptStream(event.type, state.status);
      return { ...state, erased: true };
    case 'PaymentRequested':
      if (state.status !== 'held') throw new CorruptStream(event.type, state.status);
      return { ...state, payments: evolvePayments(state.payments, event) };
    case 'PaymentCaptured':
    case 'PaymentDeclined':
    case 'PaymentUnresolved':
    case 'RefundRequested':
    case 'PaymentRefunded':
      return { ...state, payments: evolvePayments(state.payments, event) };
    default:
      return unreachable(event);
  }
}

export function canChangeSeat(state: BookingState): state is HeldBooking | TicketedBooking {
  return state.status === 'held' || state.status === 'ticketed';
}

export function isTicketed(state: BookingState): state is TicketedBooking | CheckedInBooking {
  return state.status === 'ticketed' || state.status === 'checked-in';
}

export function hasEnded(state: BookingState): state is CancelledBooking | ExpiredBooking {
  return state.status === 'cancelled' || state.status === 'expired';
}

/** The boarding passes of the check-ins so far. */
export function checkedInBefore(
  booking: TicketedBooking | CheckedInBooking,
): CheckedInBooking['checkedIn'] {
  return booking.status === 'checked-in' ? booking.checkedIn : [];
}

/** A booking that has ended has no tickets any more. */
function placedPart(state: PlacedBooking): Placed {
  const { recordLocator, segments, party, passengers, contact, total, holdExpiresAt } = state;
  const { payments, seatChanges, erased } = state;
  return {
    ...{ recordLocator, segments, party, passengers, contact, total, holdExpiresAt },
    ...{ payments, seatChanges, ...(erased && { erased }) },
  };
}

function segmentsAfter(segments: readonly BookedSegment[], { type, data }: SeatChanged) {
  const { flightId, passenger, from, to } = data;
  const changed = segments.find((segment) => segment.flightId === flightId);
  if (changed?.seats[passenger] !== from) throw new CorruptStream(type, `no seat ${from}`);
  const seats = changed.seats.with(passenger, to);
  return segments.map((segment) => (segment === changed ? { ...segment, seats } : segment));
}
