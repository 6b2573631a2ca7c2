import { CorruptStream } from '../corrupt-stream.js';
import type { Cabin } from '../flight/seat-map.js';
import type { Money } from '../money.js';
import { unreachable } from '../unreachable.js';

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

export interface BookingPlaced {
  type: 'BookingPlaced';
  data: Placement;
}

export type BookingEvent = BookingPlaced;

export interface NoBooking {
  readonly status: 'none';
}

export interface HeldBooking extends Readonly<Placement> {
  readonly status: 'held';
}

export type BookingState = NoBooking | HeldBooking;

export const initialBooking: BookingState = { status: 'none' };

export function evolveBooking(state: BookingState, event: BookingEvent): BookingState {
  const { type, data } = event;
  switch (type) {
    case 'BookingPlaced':
      if (state.status !== 'none') throw new CorruptStream(type, state.status);
      return { ...data, status: 'held' };
    default:
      return unreachable(type);
  }
}
