import { randomUUID } from 'node:crypto';

import { bookingStreamId, requestPayment, settlePayment, usd } from '#domain';
import { EventStore } from '#event-store';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cancelInLog, commandInLog, placeInLog } from '../../../../test/setup/booked-in-log.js';
import { ask } from '../../../../test/setup/ask.js';
import { createDatabase, type TestDatabase } from '../../../../test/setup/database.js';
import { scheduleSmallFlight } from '../../../../test/setup/small-flight.js';
import { Ledger } from './ledger.js';

let database: TestDatabase;
let log: EventStore;
let ledger: Ledger;
let flightId: string;

beforeEach(async () => {
  database = await createDatabase();
  log = new EventStore({ url: database.url, onConnectionLost: () => undefined });
  ledger = new Ledger(log);
  flightId = await scheduleSmallFlight(log, 1, 8);
});

afterEach(async () => {
  await log.close();
  await database.drop();
});

const by = { correlationId: 'test', actor: 'test' };

const place = (recordLocator: string) => placeInLog(log, recordLocator, [flightId]);

async function pay(): Promise<void> {
  const paymentId = randomUUID();
  await commandInLog(log, 'HELD22', ({ booking, flights, now }) =>
    requestPayment({ paymentId, method: 'tok_ok', now }, booking, flights),
  );
  const answer = { outcome: 'captured' } as const;
  await commandInLog(log, 'HELD22', ({ booking, flights, now }) =>
    settlePayment({ paymentId, answer, now }, booking, flights),
  );
}

/** Of the owner, whom the log's triggers would refuse what is tried here. */
function withoutTriggers({ ownerUrl }: TestDatabase): string {
  const url = new URL(ownerUrl);
  url.searchParams.set('options', '-c session_replication_role=replica');
  return url.href;
}

/** Debits less credits, by account. */
async function balances(of = ledger): Promise<Record<string, number>> {
  const accounts = await of.trialBalance();
  return Object.fromEntries(
    accounts.map(({ account, debit, credit }) => [account, debit - credit]),
  );
}

function seats(held: number, sold: number) {
  return {
    'seats:economy:available': 8 - held - sold,
    'seats:economy:capacity': -8,
    ...((held > 0 || sold > 0) && { 'seats:economy:held': held }),
    ...(sold > 0 && { 'seats:economy:sold': sold }),
  };
}

const fare = 19400;

it('goes on from where it has come, with every write that was answered', async () => {
  expect(await balances()).toEqual(seats(0, 0));
  await place('HELD22');
  const owed = { 'money:receivable': fare, 'money:revenue': -fare };
  expect(await balances()).toEqual({ ...seats(1, 0), ...owed });
  await pay();
  const paid = { 'money:receivable': 0, 'money:revenue': -fare, 'money:cash': fare };
  expect(await balances()).toEqual({ ...seats(0, 1), 'seats:economy:held': 0, ...paid });
  await cancelInLog(log, 'HELD22');
  const returned = { 'money:cash': fare, 'money:refunds': -fare };
  const freed = { ...seats(0, 0), 'seats:economy:held': 0, 'seats:economy:sold': 0 };
  const ended = { ...freed, ...returned, 'money:receivable': 0, 'money:revenue': 0 };
  expect(await balances()).toEqual(ended);
  expect(await balances(new Ledger(log))).toEqual(ended);
});

it('is one for those who ask at once', async () => {
  await place('HELD22');
  const answers = await Promise.all(Array.from({ length: 5 }, () => balances()));
  for (const answer of answers) expect(answer).toEqual(answers[0]);
});

describe('an event that cannot be posted', () => {
  async function append(type: string, schemaVersion: number, data: object): Promise<void> {
    const streamId = bookingStreamId('HELD22');
    await log.append([
      {
        commandId: `${type} ${schemaVersion}`,
        streams: [{ streamId, expectedVersion: 1 }],
        events: [{ streamId, type, schemaVersion, data, metadata: by }],
      },
    ]);
  }

  it('is told each time, and nothing is posted twice', async () => {
    await place('HELD22');
    const held = await balances();
    await append('PaymentCaptured', 2, { paymentId: 'p', amount: usd(fare) });
    await expect(balances()).rejects.toThrow('PaymentCaptured of version 2');
    await expect(balances()).rejects.toThrow('PaymentCaptured of version 2');
    await ask(withoutTriggers(database), `DELETE FROM log.event WHERE type = 'PaymentCaptured'`);
    expect(await balances()).toEqual(held);
  });
});
