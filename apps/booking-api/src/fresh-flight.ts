import {
  type AvailabilityAnswer,
  type FlightAnswer,
  flightStreamId,
  type StreamEvent,
} from '#contracts';
import {
  type AvailabilityState,
  availabilityView,
  project,
  renderAvailability,
  renderFlight,
  type Shown,
} from '#views/folds';

/** A flight's availability by its stream: the truth, where a view may be behind. */
export function freshAvailability(
  flightId: string,
  streams: ReadonlyMap<string, readonly StreamEvent[]>,
): AvailabilityAnswer | undefined {
  const row = fold(streams.get(flightStreamId(flightId)) ?? []);
  return row && renderAvailability(row);
}

/** A flight by the events of its stream; undefined when it has none. */
export function freshFlight(events: readonly StreamEvent[]): FlightAnswer | undefined {
  const row = fold(events);
  return row && renderFlight(row);
}

function fold(events: readonly StreamEvent[]): Shown<AvailabilityState> | undefined {
  const row = project(availabilityView, 0, undefined, events);
  return row?.state ? { ...row, state: row.state } : undefined;
}
