import { flightStreamId, type LogPosition, startOfLog } from '#contracts';
import { EventStore } from '#event-store';
import { type AvailabilityState, availabilityView } from '#views/folds';
import { PostgresViewStore, type ViewFold } from '#views/stores';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { delay } from '../hazards/delays.js';
import { ask } from '../setup/ask.js';
import { rebuild, type Rebuild } from '#tools/rebuild';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';
import { faulty } from './faulty-view.js';

let database: TestDatabase;
let eventStore: EventStore;
let store: PostgresViewStore;

beforeEach(async () => {
  database = await createDatabase();
  const connection = { url: database.url, onConnectionLost: () => undefined };
  eventStore = new EventStore(connection);
  store = new PostgresViewStore(connection);
});

afterEach(async () => {
  await store.close();
  await eventStore.close();
  await database.drop();
});

function rebuilding(others: Partial<Rebuild> = {}) {
  return rebuild({
    url: database.url,
    view: availabilityView,
    progress: () => undefined,
    ...others,
  });
}

/** A delayed flight, of so many events. */
async function flightOf(number: number, events: number): Promise<string> {
  const flightId = await scheduleSmallFlight(eventStore, number, 12);
  await delay(eventStore, flightId, { from: 1, times: events - 1 });
  return flightId;
}

/** Folds what the log has after a position, as a projector does; answers how far it has come. */
async function follow(folding: ViewFold<AvailabilityState>, after: LogPosition = startOfLog) {
  let position = after;
  // A transaction of any other test holds back who follows.
  while ((await eventStore.distance(position)) > 0) {
    const { events, next } = await eventStore.follow(position, 500);
    await folding.fold(events);
    position = next;
  }
  return position;
}

const shown = (flightId: string) => store.row(availabilityView, flightStreamId(flightId));

describe('a rebuild', () => {
  it('mends what a faulty fold has made, as a newer generation of the same versions', async () => {
    const flightId = await flightOf(1, 4);
    await follow(store.folding(faulty));
    const before = await shown(flightId);
    expect(before).toMatchObject({ version: 4, state: { status: 'scheduled' } });

    expect(await rebuilding()).toMatchObject({ events: 4, of: 4, isResumed: false });
    const after = await shown(flightId);
    expect(after).toMatchObject({ version: 4, state: { status: 'delayed' } });
    expect(after?.generation).toBeGreaterThan(before?.generation ?? Infinity);
    expect(await ask(database.url, 'SELECT FROM views.availability')).toHaveLength(1);
  });

  it('goes on beside a projector: no read fails or is older, and nothing is missing at the end', async () => {
    const flightId = await flightOf(2, 2_000);
    const live = store.folding(availabilityView);
    let position = await follow(live);
    const rebuilt = new AbortController();
    const writing = (async () => {
      let version = 2_000;
      for (; !rebuilt.signal.aborted || version < 2_010; version += 1) {
        await delay(eventStore, flightId, { from: version });
        position = await follow(live, position);
      }
      return version;
    })();
    const seen: number[] = [];
    const reading = (async () => {
      while (!rebuilt.signal.aborted) seen.push((await shown(flightId))?.version ?? 0);
    })();
    const generation = await store.generation(availabilityView);
    for (let times = 0; times < 5; times += 1) await rebuilding();
    rebuilt.abort();
    const version = await writing;
    await reading;
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.length).toBeGreaterThan(10);
    const row = await shown(flightId);
    expect(row).toMatchObject({ version });
    expect(row?.generation).toBeGreaterThan(generation);
  });

  it('that was killed is gone on with, and changes nothing before it has ended', async () => {
    const flightId = await flightOf(3, 32_000);
    await follow(store.folding(faulty));
    const killed = new AbortController();
    const progress = () => killed.abort(new Error('killed'));
    await expect(rebuilding({ progress, signal: killed.signal })).rejects.toThrow('killed');
    expect(await shown(flightId)).toMatchObject({ state: { status: 'scheduled' } });

    expect(await rebuilding()).toMatchObject({ events: 7_000, isResumed: true });
    expect(await shown(flightId)).toMatchObject({ version: 32_000, state: { status: 'delayed' } });
  });

  it.each([
    ['that other code has begun', `UPDATE views.building SET folds = 'of other code'`],
    [
      'that a migration has overtaken',
      'UPDATE views.generation SET generation = 1 + (SELECT generation FROM views.building)',
    ],
  ])('%s is begun anew, as a newer generation', async (_, meanwhile) => {
    await flightOf(4, 26_000);
    await follow(store.folding(faulty));
    const killed = new AbortController();
    const progress = () => killed.abort();
    await expect(rebuilding({ progress, signal: killed.signal })).rejects.toThrow();
    await ask(database.ownerUrl, meanwhile);
    const generation = await store.generation(availabilityView);
    expect(await rebuilding()).toMatchObject({ events: 26_000, isResumed: false });
    expect(await store.generation(availabilityView)).toBeGreaterThan(generation);
  });

  it('is one at a time', async () => {
    const holder = new pg.Client({ connectionString: database.url });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM views.generation FOR SHARE');
    const first = rebuilding();
    const waiting = `SELECT FROM pg_stat_activity
      WHERE application_name = 'contrail rebuild' AND wait_event_type = 'Lock'
        AND datname = current_database()`;
    await expect.poll(() => ask(database.ownerUrl, waiting)).toHaveLength(1);
    await expect(rebuilding()).rejects.toThrow('availability is being rebuilt by another process');
    await holder.end();
    await first;
  });

  it('stops at an event that it cannot read, names it, and leaves the view as it was', async () => {
    const flightId = await flightOf(6, 3);
    await follow(store.folding(availabilityView));
    await delay(eventStore, flightId, { from: 3, schemaVersion: 9 });
    const followed = async () => (await eventStore.follow(startOfLog, 500)).events.length;
    await expect.poll(followed).toBe(4);
    await expect(rebuilding()).rejects.toThrow(`${flightStreamId(flightId)}@4 (FlightDelayed 9)`);
    expect(await shown(flightId)).toMatchObject({ version: 3 });
  });

  it('ends when a row cannot be written, and leaves the view as it was', async () => {
    const flightId = await flightOf(7, 3);
    await follow(store.folding(faulty));
    await ask(
      database.ownerUrl,
      'ALTER TABLE views.availability ADD CONSTRAINT full_disk CHECK (generation = 0) NOT VALID',
    );
    await expect(rebuilding()).rejects.toThrow(/full_disk/);
    expect(await shown(flightId)).toMatchObject({ version: 3, state: { status: 'scheduled' } });
  });
});
