import { readFlightEvent } from '#contracts';
import type { CabinAvailability, FlightEvent, FlightSchedule } from '#domain';
import { seatMapOf, unreachable } from '#domain';
import type { View } from './view.js';

/** What search and availability show of a flight. */
export interface AvailabilityState extends Omit<FlightSchedule, 'fares'> {
  status: 'scheduled';
  cabins: CabinAvailability[];
}

export const availabilityView: View<AvailabilityState> = {
  name: 'availability',
  streams: 'flight-',
  evolve: (state, recorded) => evolve(state, readFlightEvent(recorded)),
};

function evolve(state: AvailabilityState | null, { type, data }: FlightEvent) {
  switch (type) {
    case 'FlightScheduled': {
      const { fares, ...schedule } = data;
      const { cabins } = seatMapOf(data.aircraft.seats);
      return {
        ...schedule,
        status: 'scheduled' as const,
        cabins: fares.map(({ cabin, fare }) => {
          const capacity = cabins.get(cabin)?.capacity ?? 0;
          return { cabin, capacity, available: capacity, fare };
        }),
      };
    }
    case 'SeatsHeld':
      return take(state, data.cabin, data.seats.length);
    default:
      return unreachable(type);
  }
}

function take(state: AvailabilityState | null, cabin: string, seats: number) {
  if (state === null) return null;
  const cabins = state.cabins.map((row) =>
    row.cabin === cabin ? { ...row, available: row.available - seats } : row,
  );
  return { ...state, cabins };
}
