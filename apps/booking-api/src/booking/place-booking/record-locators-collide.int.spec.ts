import crypto, { randomUUID } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { bookingStreamId } from '#domain';
import { EventStore } from '#event-store';
import { Metrics } from '#platform';
import { Vault } from '#vault';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { createDatabase, type TestDatabase } from '../../../../../test/setup/database.js';
import { scheduleSmallFlight } from '../../../../../test/setup/small-flight.js';
import { BookingSettings } from '../../booking-settings.js';
import { Refusals } from '../refusals/refusals.js';
import { PlaceBookingCommand } from './place-booking.command.js';
import { PlaceBookingHandler } from './place-booking.handler.js';

/** The letters of the record locators that are drawn next. */
const drawn: number[] = [];

let database: TestDatabase;
let eventStore: EventStore;
let vault: Vault;
let flightId: string;

beforeAll(async () => {
  database = await createDatabase();
  const { url, secret } = database;
  eventStore = new EventStore({ url, onConnectionLost: () => undefined });
  vault = new Vault({ url, secret, onConnectionLost: () => undefined });
  flightId = await scheduleSmallFlight(eventStore, 1, 12);
});

afterAll(async () => {
  await eventStore.close();
  await vault.close();
  await database.drop();
});

beforeEach(() => {
  const { randomBytes } = crypto;
  vi.spyOn(crypto, 'randomBytes').mockImplementation((size: number) =>
    size === 6 ? Buffer.alloc(6, drawn.shift()) : randomBytes(size),
  );
  syncBuiltinESMExports();
});

afterEach(() => {
  drawn.length = 0;
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});

/** Places a booking; the record locators that are drawn are of six such letters. */
async function placeDrawing(...letters: number[]): Promise<string> {
  drawn.push(...letters);
  const handler = new PlaceBookingHandler(
    ...([eventStore, vault, new BookingSettings(900)] as const),
    new Refusals(eventStore, new Metrics()),
  );
  const request = {
    segments: [{ flightId, cabin: 'economy' as const }],
    passengers: [{ givenName: 'Bessie', familyName: 'Coleman' }],
    contact: { email: 'bessie@example.com' },
  };
  const requested = {
    ...{ commandId: randomUUID(), requestDigest: 'd' },
    ...{ correlationId: 'c', actor: 'traveller' as const },
  };
  const { booking } = await handler.execute(new PlaceBookingCommand(request, requested));
  expect(drawn).toEqual([]);
  return booking.recordLocator;
}

it('a record locator that another booking has is drawn again', async () => {
  expect(await placeDrawing(0)).toBe('AAAAAA');
  expect(await placeDrawing(0, 1)).toBe('BBBBBB');
});

it('so is one of a booking that was erased', async () => {
  expect(await placeDrawing(2)).toBe('CCCCCC');
  await vault.erase(bookingStreamId('CCCCCC'));
  expect(await placeDrawing(2, 3)).toBe('DDDDDD');
  expect(await vault.open(bookingStreamId('CCCCCC'), {})).toBeUndefined();
});
