import type { BoardingPass } from '#domain';
import { encode } from 'bcbp';

const checkedInStatus = '1';

/** The text of an IATA bar-coded boarding pass (Resolution 792): fields of a fixed width, numbers with leading zeros. */
export function barCodeOf(pass: BoardingPass): string {
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
