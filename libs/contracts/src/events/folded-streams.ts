import type { BookingState, FlightState, PlacedBooking } from '#domain';
import { evolveBooking, evolveFlight, initialBooking, initialFlight } from '#domain';
import { type LoadedStream, type Snapshot, versionOf } from '../loaded-stream.js';
import type { LoggedEvent } from '../recorded-event.js';
import { flightFromJson, flightToJson } from './flight-snapshot.js';
import { trustedBookingEvents, trustedFlightEvents } from './trusted-event.js';

const prefix = 'flight-';

/** The booking that a stream tells of; undefined when it has no events. */
export function bookingOf(events: readonly LoggedEvent[]): PlacedBooking | undefined {
  const booking = events.reduce(
    (state: BookingState, event) => trustedBookingEvents(event).reduce(evolveBooking, state),
    initialBooking,
  );
  return booking.status === 'none' ? undefined : booking;
}

/** Folds the flight streams among the streams; keyed by flightId. */
export function flightStates(streams: ReadonlyMap<string, LoadedStream>): Map<string, FlightState> {
  const states = [...streams]
    .filter(([streamId]) => streamId.startsWith(prefix))
    .map(([streamId, stream]): [string, FlightState] => [
      streamId.slice(prefix.length),
      flightOf(stream),
    ]);
  return new Map(states);
}

/** Of streams in memory: one that was lengthened is folded from where the shorter one ends. */
const folded = new WeakMap<LoadedStream, FlightState>();

/** The flight that a stream tells of, from its snapshot on where it has one. */
export function flightOf(stream: LoadedStream): FlightState {
  const known = folded.get(stream);
  if (known !== undefined) return known;
  const { snapshot, events, shorter } = stream;
  const flight =
    shorter === undefined
      ? events.reduce(withEvent, snapshot ? flightFromJson(snapshot.state) : initialFlight)
      : events.slice(shorter.events.length).reduce(withEvent, flightOf(shorter));
  folded.set(stream, flight);
  return flight;
}

function withEvent(flight: FlightState, event: LoggedEvent): FlightState {
  return trustedFlightEvents(event).reduce(evolveFlight, flight);
}

/** Of a flight's stream after all its events; undefined when it has none. */
export function snapshotOf(stream: LoadedStream): Snapshot | undefined {
  const recordedAt = stream.events.at(-1)?.recordedAt ?? stream.snapshot?.recordedAt;
  if (recordedAt === undefined) return undefined;
  return { version: versionOf(stream), recordedAt, state: flightToJson(flightOf(stream)) };
}

/** Whether snapshots are kept of a stream: a booking has too few events, by its limits, to need any. */
export function hasSnapshots(streamId: string): boolean {
  return streamId.startsWith(prefix);
}
