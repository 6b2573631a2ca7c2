import { randomUUID } from 'node:crypto';
import { flightStreamId, withSchemaVersion } from '#contracts';
import type { EventStore } from '#event-store';
import { rebuild as rebuildView } from '#tools/rebuild';
import { availabilityView } from '#views/folds';
import { openDatabase, openEventStore, withClient } from './bench-database.js';
import type { Benchmark, Run } from './benchmark.js';
import { flightEvent, scheduleOf } from './flight-history.js';

const flights = 2_000;
const versions = 30;
const atOnce = 100;
const fetched = 5_000;

/** Flights are scheduled, then booked in turn, as it comes live: events of one stream are far from each other. */
async function fill(eventStore: EventStore, { signal }: Run): Promise<void> {
  const metadata = { correlationId: randomUUID(), actor: 'bench' };
  for (let version = 1; version <= versions; version += 1) {
    for (let first = 1; first <= flights; first += atOnce) {
      signal.throwIfAborted();
      const numbers = Array.from({ length: atOnce }, (_, index) => first + index);
      const streamOf = (number: number) => flightStreamId(scheduleOf(number).flightId);
      await eventStore.append([
        {
          commandId: randomUUID(),
          streams: numbers.map((number) => {
            return { streamId: streamOf(number), expectedVersion: version - 1 };
          }),
          events: numbers.map((number) => {
            const event = withSchemaVersion(flightEvent(number, version));
            return { streamId: streamOf(number), ...event, metadata };
          }),
        },
      ]);
    }
  }
}

/** Events a second. */
async function rateOf(work: () => Promise<number>): Promise<number> {
  const begin = performance.now();
  return ((await work()) * 1000) / (performance.now() - begin);
}

/** The same rows in the same order; pg parses their JSON. */
function readAll(url: string): Promise<number> {
  return withClient(url, async (client) => {
    await client.query('BEGIN');
    await client.query(`DECLARE events NO SCROLL CURSOR FOR
      SELECT * FROM log.event ORDER BY transaction_id, position`);
    let events = 0;
    for (let read = fetched; read === fetched; events += read) {
      read = (await client.query(`FETCH ${fetched} FROM events`)).rows.length;
    }
    await client.query('COMMIT');
    return events;
  });
}

export const rebuild: Benchmark = {
  name: 'rebuild',
  ours: `availability rebuilt from ${flights * versions} events of ${flights} flights, and swapped`,
  baseline: 'the same events read and parsed by a bare pg cursor',
  unit: 'events/s',
  target: { atLeast: 0.5 },
  async open(run) {
    const { signal } = run;
    const { url } = await openDatabase(run);
    const eventStore = openEventStore(run, url);
    await fill(eventStore, run);
    const rebuilding = { url, view: availabilityView, progress: () => undefined, signal };
    return {
      ours: () => rateOf(async () => (await rebuildView(rebuilding)).events),
      baseline: () => rateOf(() => readAll(url)),
    };
  },
};
