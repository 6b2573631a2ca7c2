import { CorruptStream } from '../corrupt-stream.js';
import { unreachable } from '../unreachable.js';
import type { FareChanged, FareRevisions } from './fare-changed.js';
import { faresAfter, revisionsAfter } from './fare-changed.js';
import type { CabinFare } from './fares.js';
import type { SeatInventoryEvent, TakenSeats } from './seat-inventory.js';
import { evolveTaken } from './seat-inventory.js';

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

/** The causes that United States carriers report (14 CFR 234.4); `unknown`: it was not told. */
export const delayCauses = [
  'carrier',
  'weather',
  'national-airspace',
  'security',
  'late-aircraft',
  'unknown',
] as const;

export type DelayCause = (typeof delayCauses)[number];

export interface FlightDelayed {
  type: 'FlightDelayed';
  /** When it is to depart and to arrive now. */
  data: { departsAt: string; arrivesAt: string; cause: DelayCause; occurredAt: string };
}

export interface FlightDeparted {
  type: 'FlightDeparted';
  data: { occurredAt: string };
}

export interface FlightArrived {
  type: 'FlightArrived';
  data: { occurredAt: string };
}

export interface FlightDiverted {
  type: 'FlightDiverted';
  /** `airport`: the IATA code of where it went. */
  data: { airport: string; occurredAt: string };
}

export interface FlightCancelled {
  type: 'FlightCancelled';
  data: { reason: string; occurredAt: string };
}

export interface SeatsCheckedIn {
  type: 'SeatsCheckedIn';
  /** The first seat has `firstSequence` as its boarding sequence number, each other the next. */
  data: { recordLocator: string; seats: string[]; firstSequence: number };
}

export type FlightEvent =
  | FlightScheduled
  | FlightDelayed
  | FlightDeparted
  | FlightArrived
  | FlightDiverted
  | FlightCancelled
  | FareChanged
  | SeatInventoryEvent
  | SeatsCheckedIn;

/** What is known of a flight from its scheduling on, whatever its status. */
export interface Flight extends Readonly<FlightSchedule> {
  /** The times of the schedule; `departsAt` and `arrivesAt` are later by the delay. */
  readonly scheduled: { readonly departsAt: string; readonly arrivesAt: string };
  /** Of the delay that was told last. */
  readonly delayCause?: DelayCause;
  readonly fareRevisions: FareRevisions;
  readonly taken: TakenSeats;
  /** The boarding sequence number given last; 0 before the first. */
  readonly lastSequence: number;
}

export interface UnscheduledFlight {
  readonly status: 'unscheduled';
}

/** Neither departed nor cancelled. */
export interface ExpectedFlight extends Flight {
  readonly status: 'scheduled' | 'delayed';
}

export interface DepartedFlight extends Flight {
  readonly status: 'departed';
  readonly departedAt: string;
}

/** Nothing follows but the release of seats. */
export interface EndedFlight extends Flight {
  readonly status: 'arrived' | 'diverted' | 'cancelled';
}

export type KnownFlight = ExpectedFlight | DepartedFlight | EndedFlight;

export type FlightState = UnscheduledFlight | KnownFlight;

export const initialFlight: FlightState = { status: 'unscheduled' };

/** By flightId; one that is missing is unscheduled. */
export type Flights = ReadonlyMap<string, FlightState>;

export function flightIn(flights: Flights, flightId: string): FlightState {
  return flights.get(flightId) ?? initialFlight;
}

export function isExpected(state: FlightState): state is ExpectedFlight {
  return state.status === 'scheduled' || state.status === 'delayed';
}

/** Throws CorruptStream for an event that no command on this state leads to. */
export function evolveFlight(state: FlightState, event: FlightEvent): FlightState {
  switch (event.type) {
    case 'FlightScheduled': {
      if (state.status !== 'unscheduled') throw new CorruptStream(event.type, state.status);
      const { departsAt, arrivesAt } = event.data;
      const scheduled = { departsAt, arrivesAt };
      return {
        ...event.data,
        ...{ status: 'scheduled', scheduled, fareRevisions: {}, taken: new Map(), lastSequence: 0 },
      };
    }
    case 'FlightDelayed': {
      const { departsAt, arrivesAt, cause } = event.data;
      const delay = { departsAt, arrivesAt, delayCause: cause };
      return { ...expected(state, event), status: 'delayed', ...delay };
    }
    case 'FlightDeparted':
      return {
        ...expected(state, event),
        status: 'departed',
        departedAt: event.data.occurredAt,
      };
    case 'FlightCancelled':
      return { ...expected(state, event), status: 'cancelled' };
    case 'FlightArrived':
      return { ...departed(state, event), status: 'arrived' };
    case 'FlightDiverted':
      return { ...departed(state, event), status: 'diverted' };
    case 'FareChanged': {
      if (state.status === 'unscheduled') throw new CorruptStream(event.type, state.status);
      const fares = faresAfter(state.fares, event);
      return { ...state, fares, fareRevisions: revisionsAfter(state.fareRevisions, event) };
    }
    case 'SeatsHeld':
    case 'SeatsSold':
    case 'SeatMoved': {
      const flight = expected(state, event);
      return { ...flight, taken: evolveTaken(flight.taken, event) };
    }
    case 'SeatsReleased':
      if (state.status === 'unscheduled') throw new CorruptStream(event.type, state.status);
      return { ...state, taken: evolveTaken(state.taken, event) };
    case 'SeatsCheckedIn': {
      const flight = expected(state, event);
      return { ...flight, lastSequence: flight.lastSequence + event.data.seats.length };
    }
    default:
      return unreachable(event);
  }
}

function expected(state: FlightState, { type }: FlightEvent): ExpectedFlight {
  if (isExpected(state)) return state;
  throw new CorruptStream(type, state.status);
}

function departed(state: FlightState, { type }: FlightEvent): DepartedFlight {
  if (state.status === 'departed') return state;
  throw new CorruptStream(type, state.status);
}
