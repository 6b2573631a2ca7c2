import { readFlightEvents } from '#contracts';
import type { FlightEvent } from '#domain';
import { unreachable } from '#domain';
import type { View } from './view.js';

/** The seats of a flight that are not free, and the aircraft that tells the others. */
export interface SeatMapState {
  flightId: string;
  /** The aircraft's seat count: the seat map follows from it. */
  seats: number;
  /** Not by whom: a record locator is nobody's to read but its traveller's. */
  taken: Record<string, 'held' | 'sold'>;
}

export const seatMapView: View<SeatMapState> = {
  name: 'seat_map',
  streams: 'flight-',
  evolve: (state, recorded) => readFlightEvents(recorded).reduce(evolve, state),
};

function evolve(state: SeatMapState | null, { type, data }: FlightEvent): SeatMapState | null {
  if (type === 'FlightScheduled') {
    return { flightId: data.flightId, seats: data.aircraft.seats, taken: {} };
  }
  if (state === null) return null;
  switch (type) {
    case 'SeatsHeld':
      return { ...state, taken: { ...state.taken, ...every(data.seats, 'held') } };
    case 'SeatsSold':
      return { ...state, taken: { ...state.taken, ...every(data.seats, 'sold') } };
    case 'SeatsReleased':
      return { ...state, taken: without(state.taken, data.seats) };
    case 'SeatMoved': {
      const { [data.from]: moved = 'held', ...others } = state.taken;
      return { ...state, taken: { ...others, [data.to]: moved } };
    }
    case 'FlightDelayed':
    case 'FlightDeparted':
    case 'FlightArrived':
    case 'FlightDiverted':
    case 'FlightCancelled':
    case 'SeatsCheckedIn':
      return state;
    default:
      return unreachable(type);
  }
}

function every(seats: readonly string[], state: 'held' | 'sold'): SeatMapState['taken'] {
  return Object.fromEntries(seats.map((seat) => [seat, state]));
}

function without(taken: SeatMapState['taken'], seats: readonly string[]): SeatMapState['taken'] {
  return Object.fromEntries(Object.entries(taken).filter(([seat]) => !seats.includes(seat)));
}
