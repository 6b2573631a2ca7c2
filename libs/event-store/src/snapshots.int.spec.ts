import {
  flightOf,
  flightReducerVersion,
  flightStreamId,
  versionOf,
  withSchemaVersion,
} from '#contracts';
import type { FlightEvent, FlightState } from '#domain';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from '../../../test/setup/database.js';
import { scheduleSmallFlight } from '../../../test/setup/small-flight.js';
import { EventStore } from './event-store.js';
import type { Command } from './command.js';
import { eventsBetweenSnapshots } from './snapshots.js';

let database: TestDatabase;
let store: EventStore;
let owner: pg.Client;
let flights = 0;
let streamId: string;
const failures: Error[] = [];

beforeAll(async () => {
  database = await createDatabase();
  store = new EventStore({
    url: database.url,
    onConnectionLost: () => undefined,
    onSnapshotFailed: (error) => failures.push(error),
  });
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});

afterAll(async () => {
  await owner.end();
  await store.close();
  await database.drop();
});

beforeEach(async () => {
  streamId = flightStreamId(await scheduleSmallFlight(store, ++flights, 12));
});

function seats(type: 'SeatsHeld' | 'SeatsReleased', seat: string): FlightEvent {
  const data = { recordLocator: 'K7QX2M', cabin: 'economy' as const, seats: [seat] };
  const hold = {
    fare: { amount: 1, currency: 'USD' as const },
    expiresAt: '2026-12-01T12:15:00.000Z',
  };
  return type === 'SeatsHeld'
    ? { type, data: { ...data, ...hold } }
    : { type, data: { ...data, reason: 'cancelled' } };
}

function onStream(event: FlightEvent) {
  return { streamId, ...withSchemaVersion(event) };
}

/** A seat is held and released over and over, until there are so many events. */
async function grow(commandId: string, length: number): Promise<void> {
  const stream = await loaded();
  const version = versionOf(stream);
  const isHeld = takenIn(flightOf(stream)).has('1A');
  const events = Array.from({ length: length - version }, (_, index) =>
    seats((index % 2 === 1) === isHeld ? 'SeatsHeld' : 'SeatsReleased', '1A'),
  );
  const metadata = { correlationId: 'test', actor: 'test' };
  const { outcome } = await store.append([
    {
      commandId: `${streamId} ${commandId}`,
      streams: [{ streamId, expectedVersion: version }],
      events: events.map((event) => ({ ...onStream(event), metadata })),
    },
  ]);
  expect(outcome).toBe('appended');
}

/** Holds a seat if it is free. */
function hold(seat: string, commandId = `hold ${seat}`): Command<{ taken: string[] }> {
  return {
    ...{ commandId: `${streamId} ${commandId}`, requestDigest: 'digest' },
    ...{ correlationId: 'test', actor: 'test', streamIds: [streamId] },
    decide: ({ streams }) => {
      const taken = [...takenIn(flightOf(streams.get(streamId) ?? { events: [] })).keys()];
      return taken.includes(seat)
        ? { accepted: false, refusal: { taken } }
        : { accepted: true, events: [onStream(seats('SeatsHeld', seat))] };
    },
  };
}

function takenIn(flight: FlightState) {
  return flight.status === 'unscheduled' ? new Map<string, unknown>() : flight.taken;
}

async function snapshots(): Promise<{ reducer: number; version: number }[]> {
  const { rows } = await owner.query<{ reducer: number; version: number }>(
    'SELECT reducer, version FROM log.snapshot WHERE stream_id = $1 ORDER BY reducer',
    [streamId],
  );
  return rows;
}

async function untilTaken(version: number): Promise<void> {
  await expect.poll(snapshots).toEqual([{ reducer: flightReducerVersion, version }]);
}

async function loaded() {
  return (await store.load([streamId])).streams.get(streamId) ?? expect.unreachable();
}

const long = eventsBetweenSnapshots;

describe('a long stream', () => {
  it('has a snapshot taken behind a command, and is loaded from it', async () => {
    await grow('long', long);
    expect((await loaded()).snapshot).toBeUndefined();
    await store.handle(hold('2A'));
    await untilTaken(long);
    const stream = await loaded();
    expect(stream.snapshot).toMatchObject({ version: long });
    expect(stream.events.map(({ version }) => version)).toEqual([long + 1]);
    const { events } = await store.readStream(streamId, { from: 1, limit: 1000 });
    expect(flightOf(stream)).toEqual(flightOf({ events }));
    expect(stream.snapshot?.recordedAt).toBe(events[long - 1]?.recordedAt);
  });

  it('has the next one taken when it has grown as much again, and none before', async () => {
    await grow('long', long);
    await store.handle(hold('2A'));
    await untilTaken(long);
    await grow('longer', 2 * long - 1);
    await store.handle(hold('2C'));
    await grow('as long again', 2 * long + 1);
    await store.handle(hold('2D'));
    await untilTaken(2 * long + 1);
  });

  it('is decided on alike without any', async () => {
    await grow('long', long);
    await store.handle(hold('2A'));
    await untilTaken(long);
    const withSnapshot = await store.handle(hold('2A', 'again'));
    await owner.query('DELETE FROM log.snapshot');
    const without = await store.handle(hold('2A', 'again'));
    expect(withSnapshot).toMatchObject({ outcome: 'refused', refusal: { taken: ['1A', '2A'] } });
    expect(without).toMatchObject({ outcome: 'refused', refusal: { taken: ['1A', '2A'] } });
    await untilTaken(long + 1);
    await owner.query('DELETE FROM log.snapshot');
    expect(await store.handle(hold('2C'))).toMatchObject({ versions: { [streamId]: long + 2 } });
  });

  it('answers a command that was handled before by what there was then', async () => {
    const first = await store.handle(hold('2A'));
    await grow('long', long);
    await store.handle(hold('2C'));
    await untilTaken(long);
    const repeated = await store.handle(hold('2A'));
    if (first.outcome !== 'handled' || repeated.outcome !== 'handled') expect.unreachable();
    expect(repeated).toMatchObject({ replayed: true, versions: { [streamId]: 2 } });
    const [then, now] = [first, repeated].map(({ streams }) => streams.get(streamId));
    expect(now && flightOf(now)).toEqual(then && flightOf(then));
    expect(versionOf(now)).toBe(2);
  });

  it('is loaded from its snapshot beside one that a command of the batch wrote to before', async () => {
    const [repeated, first] = [streamId, hold('2A')];
    await store.handle(first);
    await grow('long', long);
    await store.handle(hold('2C'));
    await untilTaken(long);
    streamId = flightStreamId(await scheduleSmallFlight(store, ++flights, 12));
    await grow('long', long);
    await store.handle(hold('2A'));
    await untilTaken(long);
    const { streams } = await store.load([repeated, streamId], [first.commandId]);
    expect(streams.get(repeated)?.snapshot).toBeUndefined();
    expect(streams.get(repeated)?.events).toHaveLength(long + 1);
    expect(streams.get(streamId)).toMatchObject({
      snapshot: { version: long },
      events: [{ version: long + 1 }],
    });
  });

  it('is folded from its start by another reducer, which keeps snapshots of its own', async () => {
    await grow('long', long);
    await store.handle(hold('2A'));
    await untilTaken(long);
    await owner.query(
      `UPDATE log.snapshot SET reducer = reducer - 1, state = '{"status": "unscheduled"}' WHERE stream_id = $1`,
      [streamId],
    );
    expect((await loaded()).snapshot).toBeUndefined();
    await store.handle(hold('2C'));
    await expect.poll(snapshots).toHaveLength(2);
  });

  it('is written although no snapshot can be, which is told', async () => {
    const application = new URL(database.url).username;
    await grow('long', long);
    await owner.query(`REVOKE INSERT ON log.snapshot FROM ${application}`);
    expect(await store.handle(hold('2A'))).toMatchObject({ outcome: 'handled' });
    await expect
      .poll(() => failures.map(String))
      .toEqual([expect.stringMatching('permission denied')]);
    await owner.query(`GRANT INSERT ON log.snapshot TO ${application}`);
    expect(await store.handle(hold('2C'))).toMatchObject({ outcome: 'handled' });
    await untilTaken(long + 1);
  });
});
