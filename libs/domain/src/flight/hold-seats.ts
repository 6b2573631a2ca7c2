import type { Decision } from '../decision.js';
import { accept, refuse } from '../decision.js';
import { chooseSeats } from './choose-seats.js';
import type { FittingHold, HoldFault, WantedSeats } from './fit-hold.js';
import { fitHold } from './fit-hold.js';
import type { FlightState } from './flight.js';
import type { FlightClosed } from './open-for-sale.js';
import { isOpenForSale } from './open-for-sale.js';
import type { SeatsHeld } from './seat-inventory.js';
import type { Cabin } from './seat-map.js';

interface Holder {
  recordLocator: string;
  now: string;
  expiresAt: string;
}

export interface HoldSeats {
  type: 'HoldSeats';
  data: WantedSeats & Holder;
}

/** Why seats that fit the flight are not to be had. */
export type NotFree =
  | FlightClosed
  /** Those of the wanted seats that are not free. */
  | { name: 'seat-taken'; flightId: string; seats: string[] }
  /** Fewer free seats in the cabin than passengers. */
  | { name: 'sold-out'; flightId: string; cabin: Cabin };

export type HoldSeatsRefusal = { name: 'malformed'; faults: HoldFault[] } | NotFree;

export function holdSeats(
  hold: HoldSeats['data'],
  state: FlightState,
): Decision<SeatsHeld, HoldSeatsRefusal> {
  const fitted = fitHold(hold, state);
  if (!fitted.fits) return refuse({ name: 'malformed', faults: fitted.faults });
  return holdFitting(fitted.hold, hold);
}

export function holdFitting(
  { wanted: { flightId, cabin, party, ...wanted }, flight, map, fare }: FittingHold,
  { recordLocator, now, expiresAt }: Holder,
): Decision<SeatsHeld, NotFree> {
  if (!isOpenForSale(flight, now)) return refuse({ name: 'flight-closed', flightId });
  const { taken } = flight;
  const wantedButTaken = wanted.seats?.filter((seat) => taken.has(seat)) ?? [];
  if (wantedButTaken.length > 0) {
    return refuse({ name: 'seat-taken', flightId, seats: wantedButTaken });
  }
  const seats = wanted.seats ?? chooseSeats(map, cabin, (seat) => taken.has(seat), party);
  if (seats === undefined) return refuse({ name: 'sold-out', flightId, cabin });
  return accept({
    type: 'SeatsHeld',
    data: { recordLocator, cabin, seats: [...seats], fare, expiresAt },
  });
}
