import { CorruptStream } from '../corrupt-stream.js';
import type { Money } from '../money.js';
import { unreachable } from '../unreachable.js';
import type { CabinFare } from './fares.js';
import type { Cabin } from './seat-map.js';

export interface Aircraft {
  model: string;
  seats: number;
}

export interface FlightSchedule {
  flightId: string;
  /** IATA airline designator. */
  carrier: string;
  /** Flight number: a whole number. */
  number: number;
  /** IATA airport codes. */
  origin: string;
  destination: string;
  /** Instants: RFC 3339 UTC with milliseconds. */
  departsAt: string;
  arrivesAt: string;
  aircraft: Aircraft;
  /** In miles. */
  distance: number;
  /** The first fares, one for each cabin. */
  fares: CabinFare[];
}

export interface FlightScheduled {
  type: 'FlightScheduled';
  data: FlightSchedule;
}

export interface SeatsHeld {
  type: 'SeatsHeld';
  data: {
    recordLocator: string;
    cabin: Cabin;
    /** In the passengers' order. */
    seats: string[];
    /** For one passenger, as it stood when the seats were held. */
    fare: Money;
    expiresAt: string;
  };
}

export type FlightEvent = FlightScheduled | SeatsHeld;

export interface SeatHolder {
  recordLocator: string;
  state: 'held' | 'sold';
}

/** What is known of a flight from its scheduling on, whatever its status. */
export interface Flight extends Readonly<FlightSchedule> {
  /** By seat; a seat that is not in here is free. */
  readonly taken: ReadonlyMap<string, SeatHolder>;
}

export interface UnscheduledFlight {
  readonly status: 'unscheduled';
}

export interface ScheduledFlight extends Flight {
  readonly status: 'scheduled';
}

export type FlightState = UnscheduledFlight | ScheduledFlight;

export const initialFlight: FlightState = { status: 'unscheduled' };

export function evolveFlight(state: FlightState, event: FlightEvent): FlightState {
  const { type, data } = event;
  switch (type) {
    case 'FlightScheduled':
      if (state.status !== 'unscheduled') throw new CorruptStream(type, state.status);
      return { ...data, status: 'scheduled', taken: new Map() };
    case 'SeatsHeld': {
      if (state.status === 'unscheduled') throw new CorruptStream(type, state.status);
      const holder: SeatHolder = { recordLocator: data.recordLocator, state: 'held' };
      const taken = new Map(state.taken);
      for (const seat of data.seats) taken.set(seat, holder);
      return { ...state, taken };
    }
    default:
      return unreachable(type);
  }
}
