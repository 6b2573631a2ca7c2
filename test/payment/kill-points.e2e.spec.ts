import { EventStore } from '#event-store';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type RunningApplication, startApplication } from '../setup/application.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { cancelFlight, type Held, hold, pay } from '../setup/desk.js';
import { paymentsIn } from '../setup/folded.js';
import { chargesOf, expectAgreement, leftToDo } from '../setup/money.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';
import { endClaims } from './claims.js';
import { holdTable } from './held-statements.js';

let database: TestDatabase;
let log: EventStore;
let application: RunningApplication;
let flightId: string;
let booking: Held;
let key: string;

// Each test starts the application twice or more.
vi.setConfig({ testTimeout: 120_000 });

const patient = { timeout: 30_000, interval: 200 };

beforeAll(async () => {
  database = await createDatabase();
  log = new EventStore({ url: database.url, onConnectionLost: () => undefined });
  flightId = await scheduleSmallFlight(log, 1, 60);
});

afterAll(async () => {
  await log.close();
  await database.drop();
});

beforeEach(async () => {
  application = await startApplication(database);
  booking = await hold(application.url, [flightId]);
  key = `payment-of-${booking.recordLocator}`;
});

async function restart(): Promise<void> {
  await endClaims(database);
  application = await startApplication(database);
}

/** The traveller hears nothing of it. */
async function unheard(): Promise<void> {
  await pay(application.url, booking, 'tok_ok', key).then(
    () => expect.unreachable('it was answered'),
    () => undefined,
  );
}

function paymentsNow(): Promise<string[]> {
  return paymentsIn(log, booking.recordLocator);
}

async function expectEnd(replayed: string | undefined): Promise<void> {
  const { headers, body } = await pay(application.url, booking, 'tok_ok', key).expect(200);
  expect(body).toMatchObject({ status: 'ticketed', payments: [{ status: 'captured' }] });
  expect(headers['idempotent-replayed']).toBe(replayed);
  const left = () => leftToDo(application, database, 'settle-payment');
  await expect.poll(left, patient).toBe(0);
  await expectAgreement(database, log, [booking.recordLocator]);
  expect(await application.stop()).toBe(0);
}

describe('kill -9 of a payment', () => {
  it('before it is requested: as if it had not come', async () => {
    const events = await holdTable(database, 'log.event');
    const paying = unheard();
    await events.wanted(1);
    await application.kill();
    await paying;
    await events.endWanting();
    await events.release();
    await restart();
    expect(await paymentsNow()).toEqual([]);
    expect((await chargesOf(database)).size).toBe(0);
    await expectEnd(undefined);
  });

  it('before the provider is asked: it is asked after the start', async () => {
    const charges = await holdTable(database, 'payment.charge');
    const paying = unheard();
    await charges.wanted(1);
    await application.kill();
    await paying;
    await charges.endWanting();
    await charges.release();
    expect(await paymentsNow()).toEqual(['requested']);
    await restart();
    await expect.poll(paymentsNow, patient).toEqual(['captured']);
    await expectEnd('true');
  });

  it.each([
    ['the process manager', () => expect.poll(paymentsNow, patient).toEqual(['captured'])],
    ['a repeat of the request', () => Promise.resolve()],
  ])('before its capture is recorded: %s records it', async (_, wait) => {
    const charges = await holdTable(database, 'payment.charge');
    const paying = unheard();
    await charges.wanted(1);
    const events = await holdTable(database, 'log.event');
    await charges.release();
    await events.wanted(1);
    await application.kill();
    await paying;
    await events.endWanting();
    await events.release();
    expect(await paymentsNow()).toEqual(['requested']);
    await restart();
    await wait();
    await expectEnd('true');
  });

  it('after its capture is recorded, and before it is answered: a repeat is answered', async () => {
    const keys = await holdTable(database, 'vault.key', 'ACCESS EXCLUSIVE');
    const paying = unheard();
    await keys.wanted(1);
    await application.kill();
    await paying;
    await keys.endWanting();
    await keys.release();
    expect(await paymentsNow()).toEqual(['captured']);
    await restart();
    await expectEnd('true');
  });
});

it('kill -9 before a refund, and before it is recorded: the money is given back once', async () => {
  const doomed = await scheduleSmallFlight(log, 2, 12);
  booking = await hold(application.url, [doomed]);
  await pay(application.url, booking).expect(200);
  const charges = await holdTable(database, 'payment.charge');
  await cancelFlight(application.url, doomed);
  await charges.wanted(1);
  await application.kill();
  await charges.endWanting();
  expect(await paymentsNow()).toEqual(['refund-requested']);

  await restart();
  await charges.wanted(1);
  const events = await holdTable(database, 'log.event');
  await charges.release();
  await events.wanted(1);
  await application.kill();
  await events.endWanting();
  await events.release();
  expect(await paymentsNow()).toEqual(['refund-requested']);

  await restart();
  await expect.poll(paymentsNow, patient).toEqual(['refunded']);
  await expectAgreement(database, log, [booking.recordLocator]);
  expect(await application.stop()).toBe(0);
});
