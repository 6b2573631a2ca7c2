import {
  type AvailabilityAnswer,
  type FlightAnswer,
  flightOf,
  flightStreamId,
  type LoadedStream,
  type StreamEvent,
  versionOf,
} from '#contracts';
import { availabilityByCabin } from '#domain';
import { availabilityView, project, renderFlight } from '#views/folds';

/** A flight's availability by its stream: the truth, where a view may be behind. */
export function freshAvailability(
  flightId: string,
  streams: ReadonlyMap<string, LoadedStream>,
): AvailabilityAnswer | undefined {
  const stream = streams.get(flightStreamId(flightId));
  const flight = stream && flightOf(stream);
  const asOf = stream?.events.at(-1)?.recordedAt ?? stream?.snapshot?.recordedAt;
  if (asOf === undefined || flight === undefined || flight.status === 'unscheduled')
    return undefined;
  const { status } = flight;
  return {
    flightId,
    version: versionOf(stream),
    asOf,
    status,
    cabins: availabilityByCabin(flight),
  };
}

/** A flight by the events of its stream; undefined when it has none. */
export function freshFlight(events: readonly StreamEvent[]): FlightAnswer | undefined {
  const row = project(availabilityView, 0, undefined, events);
  return row?.state ? renderFlight({ ...row, state: row.state }) : undefined;
}
