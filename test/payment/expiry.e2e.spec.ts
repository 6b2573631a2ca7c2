import { setTimeout as pause } from 'node:timers/promises';
import type { EventStore } from '#event-store';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startApplication } from '../setup/application.js';
import { ask } from '../setup/ask.js';
import { type Client, openClient } from '../setup/client.js';
import { changeSeat, type Held, hold, pay } from '../setup/desk.js';
import { bookingIn, flightIn, paymentsIn } from '../setup/folded.js';
import { expectAgreement, leftToDo } from '../setup/money.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';
import { holdTable } from './held-statements.js';

let client: Client;
let log: EventStore;
let url: string;

const shortHold = { HOLD_SECONDS: '3' };
const patient = { timeout: 20_000, interval: 200 };

beforeAll(async () => {
  client = await openClient(shortHold);
  log = client.eventStore;
  ({ url } = client.application);
});

afterAll(() => client.stop());

async function statusesOf(bookings: readonly Pick<Held, 'recordLocator'>[]): Promise<string[]> {
  const all = bookings.map(({ recordLocator }) => bookingIn(log, recordLocator));
  return (await Promise.all(all)).map(({ status }) => status);
}

async function takenSeats(flightId: string): Promise<number> {
  const flight = await flightIn(log, flightId);
  return flight.status === 'unscheduled' ? 0 : flight.taken.size;
}

/** Whether its end has come, and waits for a payment. */
async function isPutOff({ recordLocator }: Held): Promise<boolean> {
  const timers = await ask(
    client.database.url,
    `SELECT FROM timers.timer WHERE task ->> 'step' = 'expire-hold'
       AND task ->> 'recordLocator' = $1 AND due_at > now() + interval '10 minutes'`,
    [recordLocator],
  );
  return timers.length > 0;
}

async function expectTooLate(booking: Held, flightId: string): Promise<void> {
  for (const late of [pay(url, booking), changeSeat(url, booking, flightId, '1B')]) {
    const { body } = await late.expect(409);
    expect(body.type).toBe('/problems/hold-expired');
  }
}

describe('a hold that has run out', () => {
  it('is over before it was swept', async () => {
    const flightId = await scheduleSmallFlight(log, 3, 12);
    const timers = await holdTable(client.database, 'timers.timer');
    const booking = await hold(url, [flightId]);
    await pause(Date.parse(booking.holdExpiresAt) - Date.now() + 50);
    await expectTooLate(booking, flightId);
    expect(await statusesOf([booking])).toEqual(['held']);
    await timers.release();
    await expect.poll(() => statusesOf([booking]), patient).toEqual(['expired']);
  });

  it('ends soon after a payment that it was kept for cannot become tickets', async () => {
    const gone = await scheduleSmallFlight(log, 5, 12);
    const other = await scheduleSmallFlight(log, 6, 12);
    const booking = await hold(url, [gone, other]);
    await pay(url, booking, 'tok_timeout').expect(202);
    await expect.poll(() => isPutOff(booking), patient).toBe(true);
    await client.post(`/v1/operations/flights/${gone}/departure`, {}).expect(200);
    await expect.poll(() => statusesOf([booking]), patient).toEqual(['expired']);
    expect(await takenSeats(other)).toBe(0);
    await expectAgreement(client.database, log, [booking.recordLocator]);
    expect(await paymentsIn(log, booking.recordLocator)).toEqual(['refunded']);
  });
});

it('200 expiries race 200 payments in two processes: each booking is ticketed with its seats, or has neither seats nor money', async () => {
  const numbers = [10, 11, 12, 13, 14, 15, 16, 17];
  const flights = await Promise.all(numbers.map((each) => scheduleSmallFlight(log, each, 60)));
  const other = await startApplication(client.database, shortHold);
  onTestFinished(async () => expect(await other.stop()).toBe(0));
  const racing = Array.from({ length: 200 }, async (_, index) => {
    await pause(index * 50);
    const desk = index % 2 === 0 ? url : other.url;
    const booking = await hold(desk, [flights[index % flights.length] ?? '']);
    // Most close to the hold's end; some before it by more than a loaded machine is late, some after it.
    await pause(Date.parse(booking.holdExpiresAt) - Date.now() - (index % 20) ** 2 * 7 + 20);
    const { status } = await pay(desk, booking);
    return { status, recordLocator: booking.recordLocator };
  });
  const raced = await Promise.all(racing);
  await expect.poll(() => statusesOf(raced), { ...patient, interval: 1_000 }).not.toContain('held');
  await expect
    .poll(() => leftToDo(client.application, client.database, 'refund-payment'), patient)
    .toBe(0);
  const statuses = await statusesOf(raced);
  expect(new Set(statuses)).toEqual(new Set(['ticketed', 'expired']));
  for (const [index, { status }] of raced.entries()) {
    expect(status === 200).toBe(statuses[index] === 'ticketed');
  }
  await expectAgreement(
    client.database,
    log,
    raced.map(({ recordLocator }) => recordLocator),
  );
});
