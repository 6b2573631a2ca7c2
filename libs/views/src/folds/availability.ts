import { readFlightEvents } from '#contracts';
import type { CabinAvailability, FareRevisions } from '#domain';
import type { FlightEvent, FlightSchedule, KnownFlight } from '#domain';
import { availabilityAfter, availabilityByCabin, faresAfter } from '#domain';
import { revisionsAfter, unreachable } from '#domain';
import { type SeatsTaken, takenAfter } from './seats-taken.js';
import type { View } from './view.js';

/** What is shown of a flight; its times are later than scheduled by its delay. */
export interface AvailabilityState extends Omit<FlightSchedule, 'fares'> {
  status: KnownFlight['status'];
  cabins: CabinAvailability[];
  /** None of a flight whose fares are the first ones. */
  fareRevisions?: FareRevisions;
  taken: SeatsTaken;
}

export const availabilityView: View<AvailabilityState> = {
  name: 'availability',
  streams: 'flight-',
  evolve: (state, recorded) => readFlightEvents(recorded).reduce(evolve, state),
};

function evolve(state: AvailabilityState | null, event: FlightEvent): AvailabilityState | null {
  if (event.type === 'FlightScheduled') {
    const { fares, ...schedule } = event.data;
    const cabins = availabilityByCabin({ ...schedule, fares, taken: new Map() });
    return { ...schedule, status: 'scheduled', cabins, taken: {} };
  }
  if (state === null) return null;
  switch (event.type) {
    case 'FlightDelayed': {
      const { departsAt, arrivesAt } = event.data;
      return { ...state, status: 'delayed', departsAt, arrivesAt };
    }
    case 'FlightDeparted':
      return { ...state, status: 'departed' };
    case 'FlightArrived':
      return { ...state, status: 'arrived' };
    case 'FlightDiverted':
      return { ...state, status: 'diverted' };
    case 'FlightCancelled':
      return { ...state, status: 'cancelled' };
    case 'FareChanged':
      return {
        ...state,
        cabins: faresAfter(state.cabins, event),
        fareRevisions: revisionsAfter(state.fareRevisions ?? {}, event),
      };
    case 'SeatsHeld':
    case 'SeatsSold':
    case 'SeatsReleased':
    case 'SeatMoved':
      return {
        ...state,
        cabins: availabilityAfter(state.cabins, event),
        taken: takenAfter(state.taken, event),
      };
    case 'SeatsCheckedIn':
      return state;
    default:
      return unreachable(event);
  }
}
