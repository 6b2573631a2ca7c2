import type { RecordedEvent } from '#contracts';
import type { FlightEvent, FlightState } from '#domain';
import { evolveFlight, initialFlight } from '#domain';

/** Folds flight streams; keyed by flightId. */
export function flightStates(
  streams: ReadonlyMap<string, readonly RecordedEvent[]>,
): Map<string, FlightState> {
  const states = [...streams].map(([streamId, events]): [string, FlightState] => [
    streamId.slice('flight-'.length),
    events.reduce(
      (state, { type, data }) => evolveFlight(state, { type, data } as FlightEvent),
      initialFlight,
    ),
  ]);
  return new Map(states);
}
