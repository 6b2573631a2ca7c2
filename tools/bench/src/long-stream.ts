import { randomUUID } from 'node:crypto';
import { flightOf, type LoadedStream, withSchemaVersion } from '#contracts';
import { type FlightEvent, type FlightState, flightStreamId, usd } from '#domain';
import type { EventStore } from '#event-store';
import type pg from 'pg';
import { openDatabase, openEventStore, openPool } from './bench-database.js';
import type { Benchmark } from './benchmark.js';
import { flightEvent, scheduleOf } from './flight-history.js';
import { fillLongFlight, longFlight } from './long-flight.js';

const decisions = 250;
const shortLength = 10;
const actor = { correlationId: randomUUID(), actor: 'bench' };

/** The last seat is held, or released where it is held already. */
function decideOn(stream: LoadedStream): FlightEvent {
  const seat = '31F';
  const ofSeat = { recordLocator: 'K7QX2M', cabin: 'economy' as const, seats: [seat] };
  if (takenIn(flightOf(stream)).has(seat)) {
    return { type: 'SeatsReleased', data: { ...ofSeat, reason: 'cancelled' } };
  }
  const hold = { fare: usd(19_400), expiresAt: '2026-12-01T12:15:00.000Z' };
  return { type: 'SeatsHeld', data: { ...ofSeat, ...hold } };
}

function takenIn(flight: FlightState): { has(seat: string): boolean } {
  if (flight.status === 'unscheduled') throw new Error('the flight was not filled');
  return flight.taken;
}

async function decide(eventStore: EventStore, streamId: string): Promise<void> {
  const { outcome } = await eventStore.handle({
    ...{ ...actor, commandId: randomUUID(), streamIds: [streamId] },
    decide: ({ streams }) => {
      const event = decideOn(streams.get(streamId) ?? { events: [] });
      return { accepted: true, events: [{ streamId, ...withSchemaVersion(event) }] };
    },
  });
  if (outcome !== 'handled') throw new Error(`a decision was ${outcome}`);
}

/** Microseconds a decision, one after the other. */
async function timeOf(
  eventStore: EventStore,
  streamIds: readonly string[],
  signal: AbortSignal,
): Promise<number> {
  const begin = performance.now();
  for (const streamId of streamIds) {
    signal.throwIfAborted();
    await decide(eventStore, streamId);
  }
  return ((performance.now() - begin) * 1000) / streamIds.length;
}

let flights = 0;

/** New ones each time: a decision makes a stream longer. */
async function shortStreams(eventStore: EventStore): Promise<string[]> {
  const numbers = Array.from({ length: decisions }, () => ++flights);
  const streamIds = numbers.map((number) => flightStreamId(scheduleOf(number).flightId));
  await eventStore.append([
    {
      commandId: randomUUID(),
      streams: streamIds.map((streamId) => ({ streamId, expectedVersion: 0 })),
      events: numbers.flatMap((number, index) =>
        Array.from({ length: shortLength }, (_, event) => ({
          streamId: streamIds[index] ?? '',
          ...withSchemaVersion(flightEvent(number, event + 1)),
          metadata: actor,
        })),
      ),
    },
  ]);
  return streamIds;
}

/** Until the first snapshot of the long flight is there, which a decision has taken behind it. */
async function untilSnapshot(pool: pg.Pool, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const { rowCount } = await pool.query('SELECT FROM log.snapshot WHERE stream_id = $1', [
      longFlight.streamId,
    ]);
    if (rowCount === 1) return;
  }
}

export const longStream: Benchmark = {
  name: 'long-stream',
  ours: 'a decision and its append on a stream of 10,000 events, by snapshots as they come',
  baseline: 'the same on a stream of 10 events',
  unit: 'µs',
  target: { atMost: 2 },
  async open(run) {
    const { signal } = run;
    const database = await openDatabase(run);
    const eventStore = openEventStore(run, database.url);
    const pool = openPool(run, database.url, 1);
    await fillLongFlight(eventStore, signal);
    await decide(eventStore, longFlight.streamId);
    await untilSnapshot(pool, signal);
    const long = Array.from({ length: decisions }, () => longFlight.streamId);
    return {
      ours: () => timeOf(eventStore, long, signal),
      baseline: async () => timeOf(eventStore, await shortStreams(eventStore), signal),
    };
  },
};
