import { bookingStreamId } from '#contracts';
import { EventStore } from '#event-store';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type RunningApplication, startApplication } from '../setup/application.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { cancelFlight, type Held, hold, pay } from '../setup/desk.js';
import { flightIn, typesIn } from '../setup/folded.js';
import { expectAgreement, leftToDo } from '../setup/money.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';
import { endClaims } from './claims.js';
import { type HeldRows, type HeldStatements, holdRows } from './held-statements.js';

let database: TestDatabase;
let log: EventStore;
let application: RunningApplication;
let flightId: string;

// Each test starts the application twice.
vi.setConfig({ testTimeout: 120_000 });

const patient = { timeout: 40_000, interval: 200 };

beforeEach(async () => {
  database = await createDatabase();
  log = new EventStore({ url: database.url, onConnectionLost: () => undefined });
  flightId = await scheduleSmallFlight(log, 1, 12);
});

afterEach(async () => {
  expect(await application.stop()).toBe(0);
  await log.close();
  await database.drop();
});

function endOf(step: string): HeldRows {
  return { table: 'timers.timer', before: 'DELETE', where: `OLD.task ->> 'step' = '${step}'` };
}

async function killAt(point: HeldStatements): Promise<void> {
  await point.wanted(1);
  await application.kill();
  await point.endWanting();
  await point.release();
  await endClaims(database);
}

async function ticketed(): Promise<Held> {
  const booking = await hold(application.url, [flightId]);
  await pay(application.url, booking).expect(200);
  return booking;
}

function typesOf({ recordLocator }: Held): Promise<string[]> {
  return typesIn(log, bookingStreamId(recordLocator));
}

/** Each booking has these events, no more, once the timers of the steps are done with. */
async function expectEnd(ends: readonly [Held, string[]][], ...steps: string[]): Promise<void> {
  const left = () => leftToDo(application, database, ...steps);
  await expect.poll(left, patient).toBe(0);
  for (const [booking, types] of ends) {
    await expect.poll(() => typesOf(booking), patient).toEqual(types);
  }
  const locators = ends.map(([{ recordLocator }]) => recordLocator);
  await expectAgreement(database, log, locators);
}

const placed = ['BookingPlaced'];
const cancelled = [...placed, 'BookingCancelled'];
const expired = [...placed, 'BookingExpired'];
const refunded = [
  ...[...placed, 'PaymentRequested', 'PaymentCaptured', 'BookingTicketed'],
  ...['BookingCancelled', 'RefundRequested', 'PaymentRefunded'],
];

describe('kill -9 in the cascade of a cancelled flight: each booking is cancelled and refunded once', () => {
  const second = `NEW.type = 'BookingCancelled'
    AND EXISTS (SELECT FROM log.event WHERE type = 'BookingCancelled')`;

  it.each<[string, HeldRows]>([
    ["after its bookings' timers were set, and before its own ended", endOf('cancel-bookings')],
    [
      'after a booking was cancelled, and before the next',
      { table: 'log.event', before: 'INSERT', where: second },
    ],
    ['after a booking was cancelled, and before its timer ended', endOf('cancel-for-flight')],
  ])('%s', async (_, rows) => {
    application = await startApplication(database);
    const held = await hold(application.url, [flightId]);
    const [one, other] = [await ticketed(), await ticketed()];
    const point = await holdRows(database, rows);
    await cancelFlight(application.url, flightId);
    await killAt(point);

    application = await startApplication(database);
    const ends: [Held, string[]][] = [
      [held, cancelled],
      [one, refunded],
      [other, refunded],
    ];
    await expectEnd(ends, 'cancel-bookings', 'cancel-for-flight', 'refund-payment');
    const flight = await flightIn(log, flightId);
    expect(flight).toMatchObject({ status: 'cancelled', taken: new Map() });
  });
});

describe('kill -9 at the expiry of a hold: it expires once', () => {
  it.each<[string, HeldRows, string[]]>([
    [
      'before it was recorded',
      { table: 'log.event', before: 'INSERT', where: "NEW.type = 'BookingExpired'" },
      placed,
    ],
    ['after it was recorded, and before its timer ended', endOf('expire-hold'), expired],
  ])('%s', async (_, rows, before) => {
    const point = await holdRows(database, rows);
    application = await startApplication(database, { HOLD_SECONDS: '1' });
    const booking = await hold(application.url, [flightId]);
    await killAt(point);
    expect(await typesOf(booking)).toEqual(before);

    application = await startApplication(database);
    await expectEnd([[booking, expired]], 'expire-hold');
    expect(await flightIn(log, flightId)).toMatchObject({ taken: new Map() });
  });
});
