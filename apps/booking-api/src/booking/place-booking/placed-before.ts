import { readBookingEvent, type RecordedEvent } from '#contracts';
import { evolveBooking, initialBooking } from '#domain';
import { Problem } from '#platform';
import type { PlacedBooking } from './place-booking.command.js';

/**
 * What an earlier handling of the command wrote, read back from the log.
 *
 * @throws Problem `idempotency-key-reused` when it was another request
 */
export function placedBefore(
  written: readonly RecordedEvent[],
  requestDigest: string,
): PlacedBooking {
  if (written.some(({ metadata }) => metadata.requestDigest !== requestDigest)) {
    throw new Problem(
      'idempotency-key-reused',
      'the Idempotency-Key came with another body before',
    );
  }
  const booking = written
    .filter(({ streamId }) => streamId.startsWith('booking-'))
    .reduce((state, event) => evolveBooking(state, readBookingEvent(event)), initialBooking);
  if (booking.status !== 'held') throw new Error('a placement wrote no booking');
  const versions = Object.fromEntries(written.map(({ streamId, version }) => [streamId, version]));
  return { booking, versions, replayed: true };
}
