import { setTimeout as pause } from 'node:timers/promises';
import { EventStore } from '#event-store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { type RunningApplication, startApplication } from '../setup/application.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { bessie, hold, pay, place } from '../setup/desk.js';
import { bookingIn } from '../setup/folded.js';
import { chargesOf, expectAgreement, leftToDo } from '../setup/money.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';
import { holdRows } from './held-statements.js';

let database: TestDatabase;
let log: EventStore;

beforeAll(async () => {
  database = await createDatabase();
  log = new EventStore({ url: database.url, onConnectionLost: () => undefined });
});

afterAll(async () => {
  await log.close();
  await database.drop();
});

const money = z.object({ amount: z.int() });

interface Attempt {
  recordLocator: string;
  paymentMethod: string;
  key: string;
}

/** What came of a traveller's request, or nothing where the process was killed meanwhile. */
async function answered<T>(asking: PromiseLike<T>): Promise<T | undefined> {
  return Promise.resolve(asking).catch(() => undefined);
}

function attemptOf({ recordLocator }: { recordLocator: string }, paymentMethod: string): Attempt {
  return { recordLocator, paymentMethod, key: `payment-of-${recordLocator}` };
}

function payFor(victim: RunningApplication, attempt: Attempt) {
  return answered(pay(victim.url, attempt, attempt.paymentMethod, attempt.key));
}

/** A booking of so many that its amount tells its payment, which the provider is kept from answering. */
async function holdParty(victim: RunningApplication, flightId: string, party: number) {
  const passengers = Array.from({ length: party }, () => bessie);
  const booking = await hold(victim.url, [flightId], { passengers });
  const { amount } = money.parse(booking.total);
  const where = `NEW.amount = ${amount}`;
  const charge = await holdRows(database, { table: 'payment.charge', before: 'INSERT', where });
  return { charge, attempt: attemptOf(booking, 'tok_ok') };
}

it('kill -9 at any moment of payment: no money without a ticket or a refund, nothing charged twice', async () => {
  const flightId = await scheduleSmallFlight(log, 1, 230);
  const attempts: Attempt[] = [];
  const methods = ['tok_ok', 'tok_ok', 'tok_timeout', 'tok_declined', 'tok_ok'];
  for (const round of [0, 1, 2, 3]) {
    const victim = await startApplication(database);
    const cutOff = await holdParty(victim, flightId, round + 2);
    const paying = Array.from({ length: 25 }, async (_, index) => {
      const answer = await answered(place(victim.url, [flightId]));
      if (answer?.status !== 201) return;
      const attempt = attemptOf(answer.body, methods[index % methods.length] ?? 'tok_ok');
      attempts.push(attempt);
      await payFor(victim, attempt);
    });
    const already = attempts.length;
    while (attempts.length < already + 5) await pause(5);
    await pause(round * 40 + Math.random() * 60);
    attempts.push(cutOff.attempt);
    const unheard = payFor(victim, cutOff.attempt);
    await cutOff.charge.wanted(1);
    await victim.kill();
    await Promise.all(paying);
    expect(await unheard).toBeUndefined();
    await cutOff.charge.endWanting();
    await cutOff.charge.release();
  }

  const restarted = await startApplication(database);
  const repeated = attempts.filter((_, index) => index % 3 === 0);
  for (const attempt of repeated) {
    const { status } = await pay(restarted.url, attempt, attempt.paymentMethod, attempt.key);
    expect([200, 202, 402]).toContain(status);
  }
  const left = () => leftToDo(restarted, database, 'settle-payment', 'refund-payment');
  await expect.poll(left, { timeout: 60_000, interval: 300 }).toBe(0);
  const locators = attempts.map(({ recordLocator }) => recordLocator);
  await expectAgreement(database, log, locators);

  const known = new Set<string>();
  for (const locator of locators) {
    for (const { paymentId } of (await bookingIn(log, locator)).payments) known.add(paymentId);
  }
  expect([...(await chargesOf(database)).keys()].filter((key) => !known.has(key))).toEqual([]);
  expect(await restarted.stop()).toBe(0);
}, 120_000);
