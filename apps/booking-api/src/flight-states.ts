import { readFlightEvent, type RecordedEvent } from '#contracts';
import type { FlightState } from '#domain';
import { evolveFlight, initialFlight } from '#domain';

/** Folds flight streams; keyed by flightId. */
export function flightStates(
  streams: ReadonlyMap<string, readonly RecordedEvent[]>,
): Map<string, FlightState> {
  const states = [...streams].map(([streamId, events]): [string, FlightState] => [
    streamId.slice('flight-'.length),
    events.reduce((state, event) => evolveFlight(state, readFlightEvent(event)), initialFlight),
  ]);
  return new Map(states);
}
