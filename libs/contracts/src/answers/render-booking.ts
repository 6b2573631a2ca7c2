import type { HeldBooking } from '#domain';
import { bookingAnswer, type BookingAnswer } from './booking.js';

const personalData = bookingAnswer.pick({ passengers: true, contact: true });

/**
 * The API's Booking.
 *
 * @param opened its personal data in the clear; undefined when it was erased
 */
export function renderBooking(
  booking: HeldBooking,
  version: number,
  opened: Record<string, unknown> | undefined,
): BookingAnswer {
  const { recordLocator, status, segments, total, holdExpiresAt, party } = booking;
  const erased = {
    passengers: Array.from({ length: party }, () => ({ givenName: null, familyName: null })),
    contact: { email: null },
  };
  const { passengers, contact } = opened === undefined ? erased : personalData.parse(opened);
  return {
    recordLocator,
    status,
    version,
    segments,
    passengers,
    contact,
    total,
    holdExpiresAt,
    payments: [],
  };
}
