import { randomUUID } from 'node:crypto';
import { flightStates, withSchemaVersion } from '#contracts';
import {
  evolveFlight,
  faresFor,
  type FlightEvent,
  flightStreamId,
  initialFlight,
  recordLocatorFrom,
  seatMapOf,
  usd,
} from '#domain';
import { EventStore } from '#event-store';
import type pg from 'pg';
import { openDatabase, openPool } from './bench-database.js';
import type { Benchmark } from './benchmark.js';

const length = 10_000;
const readings = 5;
const batch = 500;
const flightId = 'UA1545-EWR-2026-12-05';
const streamId = flightStreamId(flightId);
const seats = 178;

const scheduled: FlightEvent = {
  type: 'FlightScheduled',
  data: {
    flightId,
    carrier: 'UA',
    number: 1545,
    origin: 'EWR',
    destination: 'IAH',
    departsAt: '2026-12-05T10:15:00.000Z',
    arrivesAt: '2026-12-05T14:19:00.000Z',
    aircraft: { model: '737-824', seats },
    distance: 1400,
    fares: faresFor(1400, seatMapOf(seats)),
  },
};

/** Bookings that come and go: every seat is held and released. */
function history(): FlightEvent[] {
  const economy = [...seatMapOf(seats).cabinOf].filter(([, cabin]) => cabin === 'economy');
  const comings = Array.from({ length: length / 2 }, (_, index): FlightEvent[] => {
    const [seat = ''] = economy[index % economy.length] ?? [];
    const recordLocator = recordLocatorFrom(Uint8Array.of(0, 0, 0, 0, index >> 8, index));
    const seatsOf = { recordLocator, cabin: 'economy' as const, seats: [seat] };
    const hold = { fare: usd(19_400), expiresAt: '2026-12-01T12:15:00.000Z' };
    return [
      { type: 'SeatsHeld', data: { ...seatsOf, ...hold } },
      { type: 'SeatsReleased', data: { ...seatsOf, reason: 'expired' } },
    ];
  });
  return [scheduled, ...comings.flat()].slice(0, length);
}

async function fill(eventStore: EventStore, signal: AbortSignal): Promise<void> {
  const events = history();
  for (let version = 0; version < events.length; version += batch) {
    signal.throwIfAborted();
    const result = await eventStore.append([
      {
        commandId: randomUUID(),
        streams: [{ streamId, expectedVersion: version }],
        events: events.slice(version, version + batch).map((event) => ({
          streamId,
          ...withSchemaVersion(event),
          metadata: { correlationId: randomUUID(), actor: 'bench' },
        })),
      },
    ]);
    if (result.outcome !== 'appended')
      throw new Error(`the stream was not filled: ${result.outcome}`);
  }
}

async function timeOf(reading: () => Promise<unknown>, signal: AbortSignal): Promise<number> {
  const begin = performance.now();
  for (let count = 0; count < readings; count += 1) {
    signal.throwIfAborted();
    await reading();
  }
  return (length * readings * 1000) / (performance.now() - begin);
}

/** As a command reads what it decides on. */
async function throughTheStore(eventStore: EventStore) {
  const { streams } = await eventStore.load([streamId], 'none');
  return flightStates(streams);
}

async function bare(pool: pg.Pool) {
  // pg itself calls JSON.parse for columns of that type.
  const { rows } = await pool.query<FlightEvent>(
    'SELECT type, data FROM log.event WHERE stream_id = $1 ORDER BY version',
    [streamId],
  );
  return rows.reduce(evolveFlight, initialFlight);
}

export const readStream: Benchmark = {
  name: 'read-stream',
  ours: 'a stream of 10,000 events read through the event store, parsed and folded',
  baseline: 'the same by a bare pg select, JSON.parse and the same fold',
  unit: 'events/s',
  target: { atLeast: 0.8 },
  async open(run) {
    const { signal, progress, atEnd } = run;
    const database = await openDatabase(run);
    const eventStore = new EventStore({
      url: database.url,
      onConnectionLost: ({ message }) => progress(message),
    });
    atEnd(() => eventStore.close());
    const pool = openPool(run, database.url, 1);
    await fill(eventStore, signal);
    return {
      ours: () => timeOf(() => throughTheStore(eventStore), signal),
      baseline: () => timeOf(() => bare(pool), signal),
    };
  },
};
