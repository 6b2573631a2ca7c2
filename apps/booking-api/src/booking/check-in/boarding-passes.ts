import type { BoardingPassesAnswer } from '#contracts';
import { type BoardingPass, boardingPassOf, type PlacedBooking } from '#domain';
import { encode } from 'bcbp';
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
    return { passenger, flightId, seat, bcbp: bcbp(boardingPassOf(booking, issued, name)) };
  });
  return { boardingPasses };
}

/** IATA Resolution 792: fields of a fixed width, numbers with leading zeros. */
function bcbp(pass: BoardingPass): string {
  const leg = {
    operatingCarrierPNR: pass.recordLocator,
    departureAirport: pass.origin,
    arrivalAirport: pass.destination,
    operatingCarrierDesignator: pass.carrier,
    flightNumber: String(pass.flightNumber).padStart(4, '0'),
    flightDate: new Date(`${pass.date}T00:00:00.000Z`),
    compartmentCode: pass.compartment,
    seatNumber: pass.seat.padStart(4, '0'),
    checkInSequenceNumber: String(pass.sequence).padStart(4, '0'),
    passengerStatus: checkedInStatus,
  };
  return encode({ data: { passengerName: pass.passengerName, legs: [leg] } });
}

const checkedInStatus = '1';
