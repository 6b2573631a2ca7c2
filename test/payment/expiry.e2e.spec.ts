import { setTimeout as pause } from 'node:timers/promises';
import { EventStore } from '#event-store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApplication, startApplication } from '../setup/application.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { changeSeat, type Held, hold, pay } from '../setup/desk.js';
import { bookingIn, flightIn } from '../setup/folded.js';
import { expectAgreement, leftToDo } from '../setup/money.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';
import { holdTable } from './held-statements.js';

let database: TestDatabase;
let log: EventStore;
let application: RunningApplication;

const patient = { timeout: 20_000, interval: 200 };

beforeAll(async () => {
  database = await createDatabase();
  log = new EventStore({ url: database.url, onConnectionLost: () => undefined });
  application = await startApplication(database, { HOLD_SECONDS: '3' });
});

afterAll(async () => {
  await log.close();
  expect(await application.stop()).toBe(0);
  await database.drop();
});

async function statusesOf(bookings: readonly Pick<Held, 'recordLocator'>[]): Promise<string[]> {
  const all = bookings.map(({ recordLocator }) => bookingIn(log, recordLocator));
  return (await Promise.all(all)).map(({ status }) => status);
}

async function takenSeats(flightId: string): Promise<number> {
  const flight = await flightIn(log, flightId);
  return flight.status === 'unscheduled' ? 0 : flight.taken.size;
}

async function expectTooLate(booking: Held, flightId: string): Promise<void> {
  const { url } = application;
  for (const late of [pay(url, booking), changeSeat(url, booking, flightId, '1B')]) {
    const { body } = await late.expect(409);
    expect(body.type).toBe('/problems/hold-expired');
  }
}

describe('a hold that has run out', () => {
  it('gives its seats back on every flight; it is neither paid nor seated elsewhere', async () => {
    const flights = [await scheduleSmallFlight(log, 1, 12), await scheduleSmallFlight(log, 2, 12)];
    const booking = await hold(application.url, flights);
    await expect.poll(() => statusesOf([booking]), patient).toEqual(['expired']);
    for (const flightId of flights) expect(await takenSeats(flightId)).toBe(0);
    await expectTooLate(booking, flights[0] ?? '');
  });

  it('is over before it was swept', async () => {
    const flightId = await scheduleSmallFlight(log, 3, 12);
    const timers = await holdTable(database, 'timers.timer');
    const booking = await hold(application.url, [flightId]);
    await pause(Date.parse(booking.holdExpiresAt) - Date.now() + 50);
    await expectTooLate(booking, flightId);
    expect(await statusesOf([booking])).toEqual(['held']);
    await timers.release();
    await expect.poll(() => statusesOf([booking]), patient).toEqual(['expired']);
  });

  it('is kept while a payment is pending', async () => {
    const flightId = await scheduleSmallFlight(log, 4, 12);
    const booking = await hold(application.url, [flightId]);
    await pay(application.url, booking, 'tok_timeout').expect(202);
    await expect.poll(() => statusesOf([booking]), patient).toEqual(['ticketed']);
    await expectAgreement(database, log, [booking.recordLocator]);
  });
});

it('200 expiries race 200 payments: each booking is ticketed with its seats, or has neither seats nor money', async () => {
  const numbers = [10, 11, 12, 13, 14, 15, 16, 17];
  const flights = await Promise.all(numbers.map((each) => scheduleSmallFlight(log, each, 60)));
  const racing = Array.from({ length: 200 }, async (_, index) => {
    await pause(index * 50);
    const booking = await hold(application.url, [flights[index % flights.length] ?? '']);
    // Most close to the hold's end; some before it by more than a loaded machine is late, some after it.
    await pause(Date.parse(booking.holdExpiresAt) - Date.now() - (index % 20) ** 2 * 7 + 20);
    const { status } = await pay(application.url, booking);
    return { status, recordLocator: booking.recordLocator };
  });
  const raced = await Promise.all(racing);
  await expect.poll(() => statusesOf(raced), { ...patient, interval: 1_000 }).not.toContain('held');
  await expect.poll(() => leftToDo(application, database, 'refund-payment'), patient).toBe(0);
  const statuses = await statusesOf(raced);
  expect(new Set(statuses)).toEqual(new Set(['ticketed', 'expired']));
  for (const [index, { status }] of raced.entries()) {
    expect(status === 200).toBe(statuses[index] === 'ticketed');
  }
  await expectAgreement(
    database,
    log,
    raced.map(({ recordLocator }) => recordLocator),
  );
});
