import { rateOf } from './at-once.js';
import { openDatabase, openEventStore } from './bench-database.js';
import type { Benchmark, Run } from './benchmark.js';
import { fillFlights, inTurn, spread } from './bookable-flights.js';
import { BookingClient } from './booking-client.js';

const bookingsAMeasure = 2000;
const others = Array.from({ length: 33_000 }, (_, index) => 10_000 + index);
const eventsOfOthers = 30;

/** Bookings a second on a log of its own: 5,000 flights of two events, and those others. */
async function openLog(run: Run, grown: readonly number[]): Promise<() => Promise<number>> {
  const { signal, progress } = run;
  const database = await openDatabase(run);
  const eventStore = openEventStore(run, database.url);
  const events = spread.length * 2 + grown.length * eventsOfOthers;
  progress(`a log of ${events.toLocaleString('en')} events is made …`);
  await fillFlights(eventStore, spread, 2, run);
  await fillFlights(eventStore, grown, eventsOfOthers, run);
  const client = await BookingClient.open(run, database);
  const next = inTurn(spread);
  return () => rateOf(bookingsAMeasure, () => client.book(next()), signal);
}

export const growthBookings: Benchmark = {
  name: 'growth-bookings',
  ours: 'bookings over HTTP, 32 at once, on a log of 1,000,000 events',
  baseline: 'the same on a log of 10,000',
  unit: 'bookings/s',
  target: { atLeast: 0.9 },
  async open(run) {
    const baseline = await openLog(run, []);
    return { ours: await openLog(run, others), baseline };
  },
};
