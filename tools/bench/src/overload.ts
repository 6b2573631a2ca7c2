import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase, openEventStore } from './bench-database.js';
import { rateOf } from './at-once.js';
import type { Benchmark } from './benchmark.js';
import { fillFlights, inTurn, spread } from './bookable-flights.js';
import { BookingClient } from './booking-client.js';

const bookingsAMeasure = 3000;
/** As many as booking-api has under way at most: it takes the more, the more of them wait. */
const atPeak = 256;
const seconds = 4;
const times = 3;

/** Sends at that rate, whatever has been answered; answers how many a second were booked, from the first to the last. */
async function goodputAt(
  perSecond: number,
  place: () => ReturnType<BookingClient['place']>,
  signal: AbortSignal,
): Promise<number> {
  const sent: Promise<boolean>[] = [];
  const begin = performance.now();
  for (let now = begin; now - begin < seconds * 1000; now = performance.now()) {
    const due = ((now - begin) * perSecond) / 1000;
    while (sent.length < due) sent.push(place().then(isBooked));
    await pause(1, undefined, { signal });
  }
  const booked = (await Promise.all(sent)).filter(Boolean).length;
  return (booked * 1000) / (performance.now() - begin);
}

function isBooked({ status, body }: { status: number; body: string }): boolean {
  if (status !== 201 && status !== 503) throw new Error(`it was answered ${status}: ${body}`);
  return status === 201;
}

export const overload: Benchmark = {
  name: 'overload',
  ours: `bookings taken while ${times} times as many come as are taken at the peak`,
  baseline: `the peak: ${atPeak} at once, each when the one before is answered`,
  unit: 'bookings/s',
  target: { atLeast: 0.8 },
  async open(run) {
    const { signal } = run;
    const database = await openDatabase(run);
    await fillFlights(openEventStore(run, database.url), spread, 1, run);
    const client = await BookingClient.open(run, database);
    const next = inTurn(spread);
    const place = () => client.place(next());
    const peakRate = () => rateOf(bookingsAMeasure, () => client.book(next()), signal, atPeak);
    let peak = await peakRate();
    return {
      ours: () => goodputAt(times * peak, place, signal),
      baseline: async () => (peak = await peakRate()),
    };
  },
};
