import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BookedLog } from '../test/booked-log.js';
import type { Difference } from './difference.js';

let log: BookedLog;

beforeEach(async () => {
  log = await BookedLog.open();
});

afterEach(() => log.close());

/** Changes an event, and reckons the hashes anew as one would who knows how. */
async function change(streamId: string, version: number, from: string, to: string): Promise<void> {
  await log.superuser.tamper(
    'UPDATE log.event SET data = replace(data::text, $3, $4)::json WHERE stream_id = $1 AND version = $2',
    [streamId, version, from, to],
  );
  await log.superuser.rehash(streamId);
}

async function ledgerDifferences(): Promise<Difference[]> {
  const { differences } = await log.verify();
  expect(differences.some(({ kind }) => kind === 'hash')).toBe(false);
  return differences.filter(({ kind }) => kind === 'ledger');
}

it('an untouched log balances', async () => {
  expect(await ledgerDifferences()).toEqual([]);
});

describe('where all hashes are right, the accounts tell of', () => {
  it('money that was captured, but not all that was asked for', async () => {
    await change(log.ticketed, 3, '38800', '1');
    const place = { kind: 'ledger', streamId: log.ticketed, version: 4 };
    expect(await ledgerDifferences()).toEqual([
      { ...place, expected: 'money:receivable 0', found: '38799' },
      { ...place, expected: 'money:cash 38800', found: '1' },
    ]);
  });

  it('a total that is not that of the fares', async () => {
    await change(log.held, 1, '"total":{"amount":19400', '"total":{"amount":100');
    const place = { kind: 'ledger', streamId: log.held, version: 1 };
    expect(await ledgerDifferences()).toEqual([
      { ...place, expected: 'money:receivable 19400', found: '100' },
      {
        ...place,
        expected: 'money:revenue 19400 on the credit side',
        found: '100 on the credit side',
      },
    ]);
  });

  it('a seat that the cabin does not have', async () => {
    const [streamId] = log.flights;
    await change(streamId, 4, '"seats":["1C"]', '"seats":["9C"]');
    const place = { kind: 'ledger', streamId, version: 4 };
    expect(await ledgerDifferences()).toEqual([
      { ...place, expected: 'seats:economy:available 7', found: '6' },
      { ...place, expected: 'seats:economy:held 0', found: '1' },
    ]);
  });

  it('a seat that two bookings have', async () => {
    const [streamId] = log.flights;
    await change(streamId, 4, '"seats":["1C"]', '"seats":["1A"]');
    expect(await ledgerDifferences()).toEqual([
      {
        ...{ kind: 'ledger', streamId, version: 4, expected: 'an event that can be posted' },
        found: 'CorruptStream: SeatsHeld cannot follow the status seat 1A is taken',
      },
    ]);
  });
});
