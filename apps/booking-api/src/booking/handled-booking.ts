import { readBookingEvent, type WrittenVersions } from '#contracts';
import type { PlacedBooking } from '#domain';
import { evolveBooking, initialBooking } from '#domain';
import type { Handled, Loaded } from '#event-store';
import { Problem } from '#platform';

/** A booking as a command left it. */
export interface HandledBooking {
  booking: PlacedBooking;
  /** Of its stream. */
  version: number;
  versions: WrittenVersions;
  /** The command was handled before: this is what it did then. */
  replayed: boolean;
}

/**
 * The booking among the streams of a command.
 *
 * @throws Problem for a command that was not handled
 */
export function bookingIn<Refusal>(
  handled: Handled<Refusal>,
  problemOf: (refusal: Refusal, streams: Loaded['streams']) => Problem,
): HandledBooking {
  switch (handled.outcome) {
    case 'refused':
      throw problemOf(handled.refusal, handled.streams);
    case 'reused':
      throw new Problem(
        'idempotency-key-reused',
        'the Idempotency-Key came with another body before',
      );
    case 'overtaken':
      throw new Problem('unavailable', 'too many commands for the same flights at once');
    case 'handled': {
      const { streams, versions, replayed } = handled;
      const [, events = []] = [...streams].find(([id]) => id.startsWith('booking-')) ?? [];
      const booking = events.map(readBookingEvent).reduce(evolveBooking, initialBooking);
      if (booking.status === 'none') throw new Error('the command has no booking');
      return { booking, version: events.length, versions, replayed };
    }
  }
}
