import { barCodeOf, type BoardingPassesAnswer } from '#contracts';
import { boardingPassOf, type PlacedBooking } from '#domain';
import { z } from 'zod';

const names = z.object({
  passengers: z.array(z.object({ givenName: z.string(), familyName: z.string() })),
});

/**
 * The boarding passes of a booking that is checked in: of every passenger on every flight so far.
 *
 * @param opened its personal data in the clear
 */
export function renderBoardingPasses(
  booking: PlacedBooking,
  opened: Record<string, unknown>,
): BoardingPassesAnswer {
  if (booking.status !== 'checked-in') throw new Error(`no boarding pass when ${booking.status}`);
  const { passengers } = names.parse(opened);
  const boardingPasses = booking.checkedIn.map((issued) => {
    const { passenger, flightId, seat } = issued;
    const name = passengers[passenger];
    if (name === undefined) throw new Error(`${booking.recordLocator} has no name ${passenger}`);
    return { passenger, flightId, seat, bcbp: barCodeOf(boardingPassOf(booking, issued, name)) };
  });
  return { boardingPasses };
}
