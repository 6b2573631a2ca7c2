import { bookingStreamId } from '#contracts';
import { EventStore } from '#event-store';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningApplication, startApplication } from '../setup/application.js';
import { ask } from '../setup/ask.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { type Held, hold, pay } from '../setup/desk.js';
import { paymentsIn, typesIn } from '../setup/folded.js';
import { expectAgreement, leftToDo } from '../setup/money.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';
import { type HeldStatements, holdRows, holdTable } from './held-statements.js';

let database: TestDatabase;
let log: EventStore;
let application: RunningApplication;
let flightId: string;
let booking: Held;

const patient = { timeout: 40_000, interval: 100 };

beforeAll(async () => {
  database = await createDatabase();
  log = new EventStore({ url: database.url, onConnectionLost: () => undefined });
  flightId = await scheduleSmallFlight(log, 1, 39);
  application = await startApplication(database);
});

afterAll(async () => {
  expect(await application.stop()).toBe(0);
  await log.close();
  await database.drop();
});

beforeEach(async () => {
  booking = await hold(application.url, [flightId]);
});

function payNow(method: string) {
  return pay(application.url, booking, method, `payment-of-${booking.recordLocator}`);
}

/** From now on the provider answers that it has captured what it left open. */
async function captureMeanwhile(): Promise<void> {
  await ask(
    database.url,
    'UPDATE payment.charge SET captures_at = clock_timestamp() WHERE charges = 0 AND reason IS NULL',
  );
}

/** A start need not wait for the hour of the look at the payment, nor for a dead process's claim to run out. */
async function lookAtTheStart(): Promise<void> {
  await ask(
    database.url,
    `UPDATE timers.timer SET due_at = clock_timestamp() WHERE task ->> 'step' = 'settle-payment'`,
  );
}

async function killAt(point: HeldStatements): Promise<void> {
  await point.wanted(1);
  await application.kill();
  await point.endWanting();
  await point.release();
}

interface End {
  method: string;
  /** What the request, or its repeat, is answered. */
  answer: number;
  /** What followed the request. */
  types: readonly string[];
}

/** A start ends what was begun, once; a repeat of the request is answered what was recorded first. */
async function expectEnd({ method, answer, types }: End): Promise<void> {
  await captureMeanwhile();
  await lookAtTheStart();
  application = await startApplication(database);
  const all = () => typesIn(log, bookingStreamId(booking.recordLocator));
  await expect.poll(all, patient).toEqual(['BookingPlaced', 'PaymentRequested', ...types]);
  const { headers } = await payNow(method).expect(answer);
  expect(headers['idempotent-replayed']).toBe('true');
  await expect.poll(() => leftToDo(application, database, 'settle-payment'), patient).toBe(0);
  expect(await all()).toEqual(['BookingPlaced', 'PaymentRequested', ...types]);
  await expectAgreement(database, log, [booking.recordLocator]);
}

const ticketed = ['PaymentCaptured', 'BookingTicketed'];

function before(type: string): () => Promise<HeldStatements> {
  return () => {
    const where = `NEW.type = '${type}' AND NEW.stream_id = 'booking-${booking.recordLocator}'`;
    return holdRows(database, { table: 'log.event', before: 'INSERT', where });
  };
}

/** No booking is rendered without its key. */
const beforeTheAnswer = () => holdTable(database, 'vault.key', 'ACCESS EXCLUSIVE');

describe("kill -9 at the provider's answer to a payment's request", () => {
  const unresolved = { method: 'tok_timeout', answer: 202 };
  const declined = { method: 'tok_declined', answer: 402, types: ['PaymentDeclined'] };

  it.each([
    [
      'before it is recorded that there is none',
      before('PaymentUnresolved'),
      'requested',
      { ...unresolved, answer: 200, types: ticketed },
    ],
    [
      'after it is recorded that there is none',
      beforeTheAnswer,
      'unresolved',
      { ...unresolved, types: ['PaymentUnresolved', ...ticketed] },
    ],
    ['before a decline is recorded', before('PaymentDeclined'), 'requested', declined],
    ['after a decline is recorded', beforeTheAnswer, 'declined', declined],
  ])('%s', async (_, point, found, end) => {
    const held = await point();
    const unheard = payNow(end.method).then(
      () => expect.unreachable('it was answered'),
      () => undefined,
    );
    await killAt(held);
    await unheard;
    expect(await paymentsIn(log, booking.recordLocator)).toEqual([found]);
    await expectEnd(end);
  });
});

describe('kill -9 where the process manager settles a payment', () => {
  const late = { method: 'tok_timeout', answer: 202, types: ['PaymentUnresolved', ...ticketed] };
  const atOnce = { method: 'tok_ok', answer: 200, types: ticketed };

  const isLook = "OLD.task ->> 'step' = 'settle-payment'";
  const isPutOff = `${isLook} AND NEW.claims = OLD.claims
    AND EXISTS (SELECT FROM log.event
      WHERE type = 'PaymentCaptured' AND stream_id = 'booking-' || (OLD.task ->> 'recordLocator'))`;
  const beforeTimer = (before: 'UPDATE' | 'DELETE', where: string) => () =>
    holdRows(database, { table: 'timers.timer', before, where });

  it.each([
    ['before a late capture is recorded', before('PaymentCaptured'), 'unresolved', late],
    [
      'after a late capture is recorded, and before its timer is put off',
      beforeTimer('UPDATE', isPutOff),
      'captured',
      late,
    ],
    [
      'before the timer ends of a payment that was settled at once',
      beforeTimer('DELETE', isLook),
      'captured',
      atOnce,
    ],
  ])('%s', async (_, point, found, end) => {
    const held = await point();
    await payNow(end.method).expect(end.answer);
    await captureMeanwhile();
    await killAt(held);
    expect(await paymentsIn(log, booking.recordLocator)).toEqual([found]);
    await expectEnd(end);
  });

  it('after the timer has ended', async () => {
    await payNow(atOnce.method).expect(atOnce.answer);
    await expect.poll(() => leftToDo(application, database, 'settle-payment'), patient).toBe(0);
    await application.kill();
    await expectEnd(atOnce);
  });
});
