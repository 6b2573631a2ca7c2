import { flightStreamId, readFlightEvents, startOfLog } from '#contracts';

import { EventStore } from '#event-store';
import { rebuild } from '#tools/rebuild';
import type { View } from '#views/folds';
import { PostgresViewStore } from '#views/stores';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cancelInLog, placeInLog } from '../setup/booked-in-log.js';
import { ask } from '../setup/ask.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

const hour = 3_600_000;

/** How long before departure seats were given back, in milliseconds: nobody had asked when they were. */
interface ReleasedSeats {
  departsAt: string;
  /** One for each seat. */
  msBeforeDeparture: number[];
}

const releasedSeats: View<ReleasedSeats, 'released_seats'> = {
  name: 'released_seats',
  streams: 'flight-',
  evolve: (before, recorded) =>
    readFlightEvents(recorded).reduce<ReleasedSeats | null>((state, { type, data }) => {
      if (type === 'FlightScheduled') return { departsAt: data.departsAt, msBeforeDeparture: [] };
      if (state === null) return null;
      if (type === 'FlightDelayed') return { ...state, departsAt: data.departsAt };
      if (type !== 'SeatsReleased') return state;
      const ms = Date.parse(state.departsAt) - Date.parse(recorded.recordedAt);
      const each = data.seats.map(() => ms);
      return { ...state, msBeforeDeparture: [...state.msBeforeDeparture, ...each] };
    }, before),
};

let database: TestDatabase;
let eventStore: EventStore;
let views: PostgresViewStore;
let flightIds: string[];

beforeAll(async () => {
  database = await createDatabase();
  const connection = { url: database.url, onConnectionLost: () => undefined };
  eventStore = new EventStore(connection);
  views = new PostgresViewStore(connection);
  flightIds = [];
  for (const days of [1, 3, 9]) {
    flightIds.push(await scheduleSmallFlight(eventStore, days, 60, days * 24));
  }
});

afterAll(async () => {
  await views.close();
  await eventStore.close();
  await database.drop();
});

async function cancel(recordLocator: string): Promise<string> {
  await cancelInLog(eventStore, recordLocator);
  const [flightId = ''] = flightIds;
  const { version } = await eventStore.readStream(flightStreamId(flightId), { from: 1, limit: 1 });
  const [last] = (
    await eventStore.readStream(flightStreamId(flightId), { from: version, limit: 1 })
  ).events;
  return last?.recordedAt ?? '';
}

/** Who follows sees the end of the log: no transaction of another test holds it back. */
async function untilFollowed(): Promise<void> {
  const left = async () => {
    const { events } = await eventStore.follow(startOfLog, 1_000);
    return (await eventStore.distance(startOfLog)) - events.length;
  };
  await expect.poll(left, { timeout: 30_000 }).toBe(0);
}

/** What an operator would ask of the new view: hours before departure, at the median and at most. */
async function answer() {
  const [row] = await ask<{ seats: number; median: number; most: number }>(
    database.url,
    `SELECT count(*)::integer AS seats,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) AS median, max(ms) AS most
     FROM views.released_seats, LATERAL (
       SELECT value::text::double precision AS ms FROM json_array_elements(state -> 'msBeforeDeparture')
     ) AS released
     WHERE generation = (SELECT generation FROM views.generation WHERE view = 'released_seats')`,
  );
  return row;
}

/** By hand, of what the test did: no event was read for it but for its instant. */
const truth: number[] = [];

function note(flightId: string, releasedAt: string, seats: number): void {
  const departs = departures.get(flightId) ?? NaN;
  for (let seat = 0; seat < seats; seat += 1) truth.push(departs - Date.parse(releasedAt));
}

const departures = new Map<string, number>();

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)] ?? NaN, sorted[Math.ceil(middle)] ?? NaN];
  return (low + high) / 2;
}

it('a view that is made today has the whole past at once, and goes on from there', async () => {
  const [soon = '', later = '', last = ''] = flightIds;
  for (const flightId of flightIds) {
    const { events } = await eventStore.readStream(flightStreamId(flightId), { from: 1, limit: 1 });
    const [scheduled] = events;
    if (scheduled === undefined) return expect.unreachable();
    const [event] = readFlightEvents(scheduled);
    if (event?.type !== 'FlightScheduled') return expect.unreachable();
    departures.set(flightId, Date.parse(event.data.departsAt));
  }
  // The past: nobody thinks of the question, and the views that there are cannot answer it.
  const delayed = (departures.get(later) ?? 0) + 5 * hour;
  await placeInLog(eventStore, 'AAAAAA', [soon], 2);
  await placeInLog(eventStore, 'BBBBBB', [soon, later], 3);
  await placeInLog(eventStore, 'CCCCCC', [last, soon], 1);
  await placeInLog(eventStore, 'DDDDDD', [last], 9);
  note(soon, await cancel('AAAAAA'), 2);
  await delayBy5Hours(later);
  departures.set(later, delayed);
  const together = await cancel('BBBBBB');
  note(soon, together, 3);
  note(later, together, 3);

  // Today: a table, a generation, and the fold.
  await ask(
    database.ownerUrl,
    `CREATE TABLE views.released_seats (LIKE views.availability INCLUDING CONSTRAINTS);
     ALTER TABLE views.released_seats DROP COLUMN origin, DROP COLUMN destination, DROP COLUMN departure_date,
       ADD PRIMARY KEY (stream_id, generation);
     GRANT SELECT, INSERT, UPDATE, DELETE ON views.released_seats TO "${new URL(database.url).username}";
     INSERT INTO views.generation (view) VALUES ('released_seats')`,
  );
  await untilFollowed();
  const { events } = await rebuild({
    ...{ url: database.url, view: releasedSeats, progress: () => undefined },
  });
  expect(await answer()).toEqual({
    ...{ seats: 8, median: median(truth), most: Math.max(...truth) },
  });

  // From now on: it is followed as any other is.
  const position = await eventStore.newest();
  const togetherAgain = await cancel('CCCCCC');
  note(soon, togetherAgain, 1);
  note(last, togetherAgain, 1);
  await untilFollowed();
  const since = await eventStore.follow(position, 100);
  await views.folding(releasedSeats).fold(since.events);
  expect(await answer()).toEqual({
    ...{ seats: 10, median: median(truth), most: Math.max(...truth) },
  });
  expect(events).toBe((await eventStore.distance(startOfLog)) - since.events.length);
});

async function delayBy5Hours(flightId: string): Promise<void> {
  const streamId = flightStreamId(flightId);
  const { version } = await eventStore.readStream(streamId, { from: 1, limit: 1 });
  const departs = departures.get(flightId) ?? NaN;
  const at = (ms: number) => new Date(ms).toISOString();
  const data = {
    ...{ occurredAt: at(departs - 24 * hour), cause: 'weather' },
    ...{ departsAt: at(departs + 5 * hour), arrivesAt: at(departs + 9 * hour) },
  };
  const metadata = { correlationId: 'test', actor: 'test' };
  const event = { streamId, type: 'FlightDelayed', schemaVersion: 3, data, metadata };
  const streams = [{ streamId, expectedVersion: version }];
  const { outcome } = await eventStore.append([{ commandId: 'delay', streams, events: [event] }]);
  expect(outcome).toBe('appended');
}
