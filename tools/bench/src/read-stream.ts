import { flightStates } from '#contracts';
import { evolveFlight, type FlightEvent, initialFlight } from '#domain';
import type { EventStore } from '#event-store';
import type pg from 'pg';
import { openDatabase, openEventStore, openPool } from './bench-database.js';
import type { Benchmark } from './benchmark.js';
import { fillLongFlight, longFlight } from './long-flight.js';

const { streamId, length } = longFlight;
const readings = 5;
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
  const { streams } = await eventStore.load([streamId]);
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
    const { signal } = run;
    const database = await openDatabase(run);
    const eventStore = openEventStore(run, database.url);
    const pool = openPool(run, database.url, 1);
    await fillLongFlight(eventStore, signal);
    return {
      ours: () => timeOf(() => throughTheStore(eventStore), signal),
      baseline: () => timeOf(() => bare(pool), signal),
    };
  },
};
