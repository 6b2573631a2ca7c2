import { bookingOf, type PlaceBookingRequest, versionOf, type WrittenVersions } from '#contracts';
import type { PlacedBooking } from '#domain';
import type { DecidedOn, Handled } from '#event-store';
import type { Problem } from '#platform';
import { assertHandled } from '../handled-command.js';

/** A booking as a command left it. */
export interface HandledBooking {
  booking: PlacedBooking;
  /** Of its stream. */
  version: number;
  versions: WrittenVersions;
  /** The command was handled before: this is what it did then. */
  replayed: boolean;
  /** Its personal data in the clear, where the request itself has told it. */
  told?: Pick<PlaceBookingRequest, 'passengers' | 'contact'>;
}

/**
 * The booking among the streams of a command.
 *
 * @throws Problem for a command that was not handled
 */
export function bookingIn<Refusal>(
  handled: Handled<Refusal>,
  problemOf: (refusal: Refusal, streams: DecidedOn['streams']) => Problem,
): HandledBooking {
  const { streams, versions, replayed } = assertHandled(handled, problemOf);
  const [, stream] = [...streams].find(([id]) => id.startsWith('booking-')) ?? [];
  const booking = bookingOf(stream?.events ?? []);
  if (booking === undefined) throw new Error('the command has no booking');
  return { booking, version: versionOf(stream), versions, replayed };
}
