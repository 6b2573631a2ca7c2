import { rateOf } from './at-once.js';
import { openDatabase, openEventStore } from './bench-database.js';
import type { Benchmark } from './benchmark.js';
import { fillFlights, inTurn, spread } from './bookable-flights.js';
import { type Booked, BookingClient } from './booking-client.js';

const commandsAMeasure = 3000;

/** Books and cancels in turn; a booking waits while the others of those at once are taken. */
function bookAndCancel(client: BookingClient, flights: readonly number[]): () => Promise<void> {
  const next = inTurn(flights);
  const held: Booked[] = [];
  return async () => {
    const booking = held.pop();
    if (booking === undefined) held.push(await client.book(next()));
    else await client.cancel(booking);
  };
}

export const hotFlight: Benchmark = {
  name: 'hot-flight',
  ours: 'one flight is booked and cancelled alternately over HTTP, 32 at once',
  baseline: 'the same, spread over 5,000 flights',
  unit: 'commands/s',
  target: { atLeast: 0.8 },
  async open(run) {
    const { signal } = run;
    const database = await openDatabase(run);
    const hot = spread.length + 1;
    await fillFlights(openEventStore(run, database.url), [...spread, hot], 1, run);
    const client = await BookingClient.open(run, database);
    const onOne = bookAndCancel(client, [hot]);
    const onAll = bookAndCancel(client, spread);
    return {
      ours: () => rateOf(commandsAMeasure, onOne, signal),
      baseline: () => rateOf(commandsAMeasure, onAll, signal),
    };
  },
};
