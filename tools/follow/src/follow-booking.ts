import { bookingOf, bookingStreamId, flightStreamId, type RecordedEvent } from '#contracts';
import type { EventStore } from '#event-store';
import { bookingView } from '#views/folds';
import type { PostgresViewStore } from '#views/stores';
import { byRequest, type FollowedRequest, type Hop } from './hop.js';
import { loggedHops } from './logged-hops.js';

export interface FollowSources {
  eventStore: Pick<EventStore, 'readAcross'>;
  views: Pick<PostgresViewStore, 'versions'>;
  /** Where logs of parts are, if any. */
  dataDirectory: string;
}

export interface FollowedBooking {
  requests: FollowedRequest[];
  /** Of the booking's stream, and of its row in the view. */
  version: number;
  seen: number;
}

/** Of a booking; it has 20 payments and 50 seat changes at most. */
const mostEvents = 1000;

/**
 * What was done for each request about a booking: the events from the log, by correlation id, and what parts have told
 * of them in their logs.
 *
 * @returns undefined where there is no such booking
 */
export async function followBooking(
  { eventStore, views, dataDirectory }: FollowSources,
  recordLocator: string,
): Promise<FollowedBooking | undefined> {
  const streamId = bookingStreamId(recordLocator);
  const about = await eventStore.readAcross({ recordLocator }, { limit: mostEvents });
  const own = about.filter((event) => event.streamId === streamId);
  const booking = bookingOf(own);
  if (booking === undefined) return undefined;
  const flights = booking.segments.map(({ flightId }) => flightStreamId(flightId));
  const correlationIds = new Set(about.map(({ metadata }) => metadata.correlationId));
  const causes = await causesOf(eventStore, about, flights);
  const streamIds = new Set([streamId, ...flights]);
  const logged = await loggedHops(dataDirectory, { correlationIds, streamIds });
  return {
    requests: byRequest([...[...causes, ...about].map(eventHop), ...logged]),
    version: own.length,
    seen: (await views.versions(bookingView, [streamId])).get(streamId) ?? 0,
  };
}

/** Events of the booking's flights that led to some of the booking's: a flight's cancellation names no booking. */
async function causesOf(
  eventStore: FollowSources['eventStore'],
  about: readonly RecordedEvent[],
  flights: readonly string[],
): Promise<RecordedEvent[]> {
  const known = new Set(about.map(({ metadata }) => metadata.eventId));
  const wanted = about.filter(
    ({ metadata: { causationId } }) => causationId !== undefined && !known.has(causationId),
  );
  const causes = new Map<string, RecordedEvent>();
  for (const correlationId of new Set(wanted.map(({ metadata }) => metadata.correlationId))) {
    const [first] = await eventStore.readAcross({ correlationId }, { limit: 1 });
    if (first !== undefined && flights.includes(first.streamId)) {
      causes.set(first.metadata.eventId, first);
    }
  }
  return [...causes.values()];
}

function eventHop({ streamId, version, type, metadata, recordedAt }: RecordedEvent): Hop {
  const { correlationId, actor } = metadata;
  const what = `${type} ${streamId}@${version} recorded for the ${actor}`;
  return { correlationId, at: Date.parse(recordedAt), part: 'log', what };
}
