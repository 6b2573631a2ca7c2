import { randomBytes, randomUUID } from 'node:crypto';
import { bookingStreamId, flightStreamId, withSchemaVersion } from '#contracts';
import { recordLocatorFrom } from '#domain';
import { appendStatement, loadStatement } from '#event-store';
import type pg from 'pg';
import { placed } from './append.js';
import { rateOf } from './at-once.js';
import { openDatabase, openEventStore, openPool } from './bench-database.js';
import type { Benchmark } from './benchmark.js';
import { fillFlights, inTurn, spread } from './bookable-flights.js';
import { BookingClient } from './booking-client.js';
import { flightEvent, scheduleOf } from './flight-history.js';

const bookingsAMeasure = 3000;
/** As booking-api has to the log. */
const connections = 10;
/** Flights of their own: their versions are known here. */
const bareFlights = spread.map((number) => 10_000 + number);

/** The statements of a booking, as booking-api sends them, with what it would have decided. */
function bareBooking(pool: pg.Pool): () => Promise<unknown> {
  const asked = { correlationId: randomUUID(), actor: 'traveller' };
  let count = 0;
  return async () => {
    const number = bareFlights[count % bareFlights.length] ?? 0;
    const version = 1 + Math.floor(count / bareFlights.length);
    count += 1;
    const commandId = randomBytes(32).toString('base64url');
    const flight = flightStreamId(scheduleOf(number).flightId);
    const booking = bookingStreamId(recordLocatorFrom(randomBytes(6)));
    await pool.query(loadStatement([flight], [commandId]));
    const held = withSchemaVersion(flightEvent(number, version + 1));
    const command = {
      ...{ commandId, requestDigest: randomBytes(32).toString('base64url') },
      streams: [
        { streamId: flight, expectedVersion: version },
        { streamId: booking, expectedVersion: 0 },
      ],
      events: [
        ...[{ streamId: booking, type: 'BookingPlaced', schemaVersion: 1, data: placed }],
        ...[{ streamId: flight, ...held }],
      ].map((event) => ({ ...event, metadata: asked })),
      keys: [{ subject: booking, wrapped: randomBytes(60) }],
    };
    await pool.query(appendStatement([command]));
  };
}

export const bookings: Benchmark = {
  name: 'bookings',
  ours: 'bookings over HTTP, spread over 5,000 flights, 32 at once',
  baseline: 'the same statements by a bare pg client, 32 at once on as many connections',
  unit: 'bookings/s',
  target: { atLeast: 0.5 },
  async open(run) {
    const { signal } = run;
    const database = await openDatabase(run);
    await fillFlights(openEventStore(run, database.url), [...spread, ...bareFlights], 1, run);
    const client = await BookingClient.open(run, database);
    const next = inTurn(spread);
    const bare = bareBooking(openPool(run, database.url, connections));
    return {
      ours: () => rateOf(bookingsAMeasure, () => client.book(next()), signal),
      baseline: () => rateOf(bookingsAMeasure, bare, signal),
    };
  },
};
