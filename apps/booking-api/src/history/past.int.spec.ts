import { flightStreamId, type RecordedEvent } from '#contracts';
import { bookingStreamId, isBefore } from '#domain';
import { EventStore } from '#event-store';
import { Vault } from '#vault';
import { availabilityView, bookingView, type View } from '#views/folds';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cancelInLog, placeInLog } from '../../../../test/setup/booked-in-log.js';
import { createDatabase, type TestDatabase } from '../../../../test/setup/database.js';
import { scheduleSmallFlight } from '../../../../test/setup/small-flight.js';
import { PastAvailabilityHandler } from './past-availability/past-availability.handler.js';
import { PastAvailabilityQuery } from './past-availability/past-availability.query.js';
import { PastBookingHandler } from './past-booking/past-booking.handler.js';
import { PastBookingQuery } from './past-booking/past-booking.query.js';
import { pastRow } from './past-row.js';

const writers = 8;
const bookingsEach = 6;

let database: TestDatabase;
/** As of two processes. */
let stores: [EventStore, EventStore];
let vault: Vault;
let flightIds: string[];

beforeAll(async () => {
  database = await createDatabase();
  const connection = { url: database.url, onConnectionLost: () => undefined };
  stores = [new EventStore(connection), new EventStore(connection)];
  vault = new Vault({ ...connection, secret: database.secret });
  flightIds = [
    await scheduleSmallFlight(stores[0], 1, writers),
    await scheduleSmallFlight(stores[0], 2, writers),
  ];
});

afterAll(async () => {
  await Promise.all([stores[0].close(), stores[1].close(), vault.close()]);
  await database.drop();
});

/** Places bookings on both flights, each of which is cancelled before the next. */
async function write(writer: number): Promise<void> {
  const store = stores[writer % 2] ?? stores[0];
  for (let each = 0; each < bookingsEach; each += 1) {
    const recordLocator = locatorOf(writer, each);
    await placeInLog(store, recordLocator, flightIds);
    await cancelInLog(store, recordLocator);
  }
}

function locatorOf(writer: number, each: number): string {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
  return `PAST${letters[writer]}${letters[each]}`;
}

const streams = new Map<string, RecordedEvent[]>();

async function eventsOf(streamId: string): Promise<RecordedEvent[]> {
  const known = streams.get(streamId);
  if (known !== undefined) return known;
  const { events } = await stores[0].readStream(streamId, { from: 1, limit: 1000 });
  streams.set(streamId, events);
  return events;
}

/** What a view makes of all that was recorded by an instant, when everything is in the log. */
async function folded<State>(view: View<State>, streamId: string, instant: string) {
  const events = await eventsOf(streamId);
  const until = events.filter(({ recordedAt }) => !isBefore(instant, recordedAt));
  async function* pages() {
    yield await Promise.resolve(until);
  }
  return pastRow(view, pages());
}

interface Told {
  instant: string;
  streamId: string;
  version: number | undefined;
  /** What was answered: seats that are free, or a booking's status. */
  shown: unknown;
}

it('asked as of an instant, while writers are at work, is what the log folds to up to it', async () => {
  const availability = new PastAvailabilityHandler(stores[0]);
  const bookings = new PastBookingHandler(stores[0], vault);
  const told: Told[] = [];
  let isWriting = true;

  async function ask(flightId: string, agoMs: number): Promise<void> {
    const instant = new Date(Date.parse(await stores[1].clock()) - agoMs).toISOString();
    const past = await availability.execute(new PastAvailabilityQuery(flightId, instant));
    const shown = past?.cabins[0]?.available;
    told.push({ instant, streamId: flightStreamId(flightId), version: past?.version, shown });
  }

  async function askOf(recordLocator: string, agoMs: number): Promise<void> {
    const instant = new Date(Date.parse(await stores[1].clock()) - agoMs).toISOString();
    const past = await bookings.execute(new PastBookingQuery(recordLocator, instant));
    const streamId = bookingStreamId(recordLocator);
    told.push({ instant, streamId, version: past?.version, shown: past?.status });
  }

  const reading = Array.from({ length: 4 }, async (_, reader) => {
    // From a millisecond ago on: what is being committed just now counts.
    const agos = fc.sample(fc.integer({ min: 1, max: 6 }), 10_000);
    for (const ago of agos) {
      if (!isWriting) return;
      await ask(flightIds[reader % 2] ?? '', ago);
      await askOf(locatorOf(ago, reader), ago);
    }
  });
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  isWriting = false;
  await Promise.all(reading);

  expect(told.length).toBeGreaterThan(50);
  for (const { instant, streamId, version, shown } of told) {
    const isFlight = streamId.startsWith('flight-');
    const flight = isFlight ? await folded(availabilityView, streamId, instant) : undefined;
    const booking = isFlight ? undefined : await folded(bookingView, streamId, instant);
    expect([version, shown], `${streamId} at ${instant}`).toEqual([
      (flight ?? booking)?.version,
      flight?.state.cabins[0]?.available ?? booking?.state.status,
    ]);
  }
});
