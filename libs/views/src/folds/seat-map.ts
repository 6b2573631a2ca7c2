import { readFlightEvent } from '#contracts';
import type { FlightEvent } from '#domain';
import { unreachable } from '#domain';
import type { View } from './view.js';

/** The seats of a flight that are not free, and the aircraft that tells the others. */
export interface SeatMapState {
  flightId: string;
  /** The aircraft's seat count: the seat map follows from it. */
  seats: number;
  taken: Record<string, 'held' | 'sold'>;
}

export const seatMapView: View<SeatMapState> = {
  name: 'seat_map',
  streams: 'flight-',
  evolve: (state, recorded) => evolve(state, readFlightEvent(recorded)),
};

function evolve(state: SeatMapState | null, { type, data }: FlightEvent): SeatMapState | null {
  switch (type) {
    case 'FlightScheduled':
      return { flightId: data.flightId, seats: data.aircraft.seats, taken: {} };
    case 'SeatsHeld': {
      if (state === null) return null;
      const held = Object.fromEntries(data.seats.map((seat) => [seat, 'held' as const]));
      return { ...state, taken: { ...state.taken, ...held } };
    }
    default:
      return unreachable(type);
  }
}
