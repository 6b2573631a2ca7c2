import { setTimeout as pause } from 'node:timers/promises';
import { EventStore } from '#event-store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningApplication, startApplication } from '../setup/application.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { cancelFlight, hold, pay, place } from '../setup/desk.js';
import { bookingIn, flightIn } from '../setup/folded.js';
import { expectAgreement } from '../setup/money.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

let database: TestDatabase;
let log: EventStore;
let application: RunningApplication;

beforeAll(async () => {
  database = await createDatabase();
  log = new EventStore({ url: database.url, onConnectionLost: () => undefined });
  application = await startApplication(database);
});

afterAll(async () => {
  await log.close();
  expect(await application.stop()).toBe(0);
  await database.drop();
});

/** Books until the flight is closed or full; pays for every other booking. */
async function travel(...flightIds: string[]): Promise<string[]> {
  const booked: string[] = [];
  for (;;) {
    const { status, body } = await place(application.url, flightIds);
    if (status !== 201) {
      expect(status).toBe(409);
      return booked;
    }
    const recordLocator = String(body.recordLocator);
    booked.push(recordLocator);
    if (booked.length % 2 === 0) await pay(application.url, { recordLocator });
  }
}

async function expectCancelled(recordLocators: readonly string[]): Promise<void> {
  const statuses = async () => {
    const bookings = await Promise.all(recordLocators.map((locator) => bookingIn(log, locator)));
    return new Set(bookings.map(({ status }) => status));
  };
  await expect.poll(statuses, { timeout: 40_000, interval: 300 }).toEqual(new Set(['cancelled']));
  await expectAgreement(database, log, recordLocators);
}

it('a flight with all its seats booked is cancelled: every booking is, and gets its money back', async () => {
  const flightId = await scheduleSmallFlight(log, 1, 100);
  const locators = (await Promise.all(Array.from({ length: 5 }, () => travel(flightId)))).flat();
  const sold = await place(application.url, [flightId]).expect(409);
  expect(sold.body.type).toBe('/problems/sold-out');
  await cancelFlight(application.url, flightId);
  await expectCancelled(locators);
  expect(await flightIn(log, flightId)).toMatchObject({ status: 'cancelled', taken: new Map() });
});

it('a flight is cancelled while bookings and payments arrive: none is left behind', async () => {
  const flightId = await scheduleSmallFlight(log, 2, 220);
  const other = await scheduleSmallFlight(log, 3, 220);
  const travelling = Array.from({ length: 8 }, (_, index) =>
    index % 2 === 0 ? travel(flightId) : travel(other, flightId),
  );
  await pause(1_000);
  await cancelFlight(application.url, flightId);
  const locators = (await Promise.all(travelling)).flat();
  expect(locators.length).toBeGreaterThan(8);
  await expectCancelled(locators);
  for (const id of [flightId, other]) {
    expect(await flightIn(log, id)).toMatchObject({ taken: new Map() });
  }
});

it('a payment that the provider captures after the cancellation is given back', async () => {
  const flightId = await scheduleSmallFlight(log, 4, 12);
  const booking = await hold(application.url, [flightId]);
  await pay(application.url, booking, 'tok_timeout').expect(202);
  await cancelFlight(application.url, flightId);
  await expectCancelled([booking.recordLocator]);
});
