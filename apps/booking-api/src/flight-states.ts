import { readFlightEvent, type RecordedEvent } from '#contracts';
import type { FlightState } from '#domain';
import { evolveFlight, initialFlight } from '#domain';

const prefix = 'flight-';

/** Folds the flight streams among the streams; keyed by flightId. */
export function flightStates(
  streams: ReadonlyMap<string, readonly RecordedEvent[]>,
): Map<string, FlightState> {
  const states = [...streams]
    .filter(([streamId]) => streamId.startsWith(prefix))
    .map(([streamId, events]): [string, FlightState] => [
      streamId.slice(prefix.length),
      events.reduce((state, event) => evolveFlight(state, readFlightEvent(event)), initialFlight),
    ]);
  return new Map(states);
}
