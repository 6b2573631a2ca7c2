import { randomUUID } from 'node:crypto';
import { BookingCommands } from '#commands';
import { cancelBooking } from '#domain';
import { EventStore } from '#event-store';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApplication, startApplication } from '../setup/application.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { cancelFlight, hold, pay } from '../setup/desk.js';
import { bookingIn, paymentsIn } from '../setup/folded.js';
import { chargesOf, expectAgreement, leftToDo } from '../setup/money.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';
import { holdTable } from './held-statements.js';

let database: TestDatabase;
let log: EventStore;
let owner: pg.Client;
let application: RunningApplication;
let flightId: string;

const patient = { timeout: 30_000, interval: 200 };

beforeAll(async () => {
  database = await createDatabase();
  log = new EventStore({ url: database.url, onConnectionLost: () => undefined });
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  flightId = await scheduleSmallFlight(log, 1, 60);
  application = await startApplication(database);
});

afterAll(async () => {
  expect(await application.stop()).toBe(0);
  await owner.end();
  await log.close();
  await database.drop();
});

/** From now on it would charge, and could not give back, what it has done already. */
async function forgetCharges(): Promise<void> {
  await owner.query('DELETE FROM payment.charge');
}

describe('the provider', () => {
  it('that does not answer leaves the payment pending; it is settled when it does', async () => {
    const booking = await hold(application.url, [flightId]);
    const charges = await holdTable(database, 'payment.charge');
    const { body } = await pay(application.url, booking).expect(202);
    expect(body).toMatchObject({ status: 'held', payments: [{ status: 'pending' }] });
    await charges.release();
    await expect.poll(() => paymentsIn(log, booking.recordLocator), patient).toEqual(['captured']);
    await expectAgreement(database, log, [booking.recordLocator]);
  });

  it('takes no money for a booking that has ended before it was asked', async () => {
    const booking = await hold(application.url, [flightId]);
    const charges = await holdTable(database, 'payment.charge');
    const paying = pay(application.url, booking).then(
      () => expect.unreachable('it was answered'),
      () => undefined,
    );
    await charges.wanted(1);
    await application.kill();
    await paying;
    await charges.endWanting();
    await charges.release();
    const { recordLocator } = booking;
    await new BookingCommands(log).handle({
      recordLocator,
      commandId: randomUUID(),
      correlationId: 'test',
      actor: 'traveller',
      decide: ({ booking: held, flights, now }) => cancelBooking({ now }, held, flights),
    });
    application = await startApplication(database);
    await expect.poll(() => paymentsIn(log, booking.recordLocator), patient).toEqual(['declined']);
    expect([...(await chargesOf(database)).values()].at(-1)).toMatchObject({ charges: 0 });
    await expectAgreement(database, log, [recordLocator]);
  });

  it('is not asked again by a repeat of what it has answered', async () => {
    const booking = await hold(application.url, [flightId]);
    const key = randomUUID();
    const first = await pay(application.url, booking, 'tok_ok', key).expect(200);
    await forgetCharges();
    const repeat = await pay(application.url, booking, 'tok_ok', key).expect(200);
    expect(repeat.headers['idempotent-replayed']).toBe('true');
    expect(repeat.body).toEqual(first.body);
    expect((await chargesOf(database)).size).toBe(0);
  });

  it('is not asked again for a refund that is recorded, however often it is due', async () => {
    const doomed = await scheduleSmallFlight(log, 2, 12);
    const booking = await hold(application.url, [doomed]);
    await pay(application.url, booking).expect(200);
    await cancelFlight(application.url, doomed);
    const due = () => leftToDo(application, database, 'refund-payment', 'cancel-for-flight');
    await expect.poll(() => paymentsIn(log, booking.recordLocator), patient).toEqual(['refunded']);
    await expect.poll(due, patient).toBe(0);
    const [payment] = (await bookingIn(log, booking.recordLocator)).payments;
    await forgetCharges();
    const task = {
      step: 'refund-payment',
      recordLocator: booking.recordLocator,
      causationId: randomUUID(),
      correlationId: 'test',
      paymentId: payment?.paymentId,
    };
    await owner.query('INSERT INTO timers.timer (id, task, due_at) VALUES ($1, $2, now())', [
      'again',
      task,
    ]);
    await expect.poll(due, patient).toBe(0);
    expect(application.printed()).not.toContain('again failed');
  });
});

/** How often the process manager has tried to follow an event of that stream. */
async function attemptsAt(streamId: string): Promise<number> {
  const { rows } = await owner.query<{ attempts: number }>(
    "SELECT attempts FROM streaming.parked_message WHERE consumer = 'process-manager' AND stream_id = $1",
    [streamId],
  );
  return rows[0]?.attempts ?? 0;
}

it('an event that cannot be read holds up no other, and is tried again', async () => {
  const streamId = 'booking-UNREAD';
  const metadata = { correlationId: 'test', actor: 'test' };
  const unreadable = { streamId, type: 'BookingUpgraded', schemaVersion: 9, data: {}, metadata };
  const streams = [{ streamId, expectedVersion: 0 }];
  await log.append([{ commandId: randomUUID(), streams, events: [unreadable] }]);
  const booking = await hold(application.url, [flightId]);
  const { body } = await pay(application.url, booking, 'tok_timeout').expect(202);
  expect(body).toMatchObject({ payments: [{ status: 'pending' }] });
  await expect.poll(() => paymentsIn(log, booking.recordLocator), patient).toEqual(['captured']);
  await expect.poll(() => application.printed(), patient).toMatch('booking-UNREAD@1');
  await expect.poll(() => attemptsAt(streamId), patient).toBeGreaterThan(1);
  await expectAgreement(database, log, [booking.recordLocator]);
});
