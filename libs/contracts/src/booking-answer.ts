import type { HeldBooking } from '#domain';

export interface OpenedBooking {
  passengers: unknown;
  contact: unknown;
}

/** The API's Booking; `opened` is undefined when its personal data was erased. */
export function bookingAnswer(
  booking: HeldBooking,
  version: number,
  opened: OpenedBooking | undefined,
) {
  const { recordLocator, status, segments, total, holdExpiresAt, party } = booking;
  const erased = Array.from({ length: party }, () => ({ givenName: null, familyName: null }));
  return {
    recordLocator,
    status,
    version,
    segments,
    passengers: opened?.passengers ?? erased,
    contact: opened?.contact ?? { email: null },
    total,
    holdExpiresAt,
    payments: [],
  };
}
