import { barCodeOf, type BoardingPassesAnswer } from '#contracts';
import { boardingPassOf } from '#domain/rules';
import type { Booking } from '../tables/booking.entity.js';

/** Of every passenger on every flight that the booking is checked in on. */
export function renderBoardingPasses(booking: Booking): BoardingPassesAnswer {
  const { recordLocator, passengers, segments } = booking;
  const issued = segments.flatMap(({ flightId }) =>
    booking.boardingPasses.filter((pass) => pass.flightId === flightId),
  );
  const boardingPasses = issued.map((pass) => {
    const { passenger, flightId, seat } = pass;
    const name = passengers[passenger];
    if (name === undefined) throw new Error(`${recordLocator} has no passenger ${passenger}`);
    return { passenger, flightId, seat, bcbp: barCodeOf(boardingPassOf(booking, pass, name)) };
  });
  return { boardingPasses };
}
