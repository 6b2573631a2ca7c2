import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cancelInLog } from '../../../test/setup/booked-in-log.js';
import { BookedLog } from '../test/booked-log.js';
import type { Difference } from './difference.js';

let log: BookedLog;

beforeEach(async () => {
  log = await BookedLog.open();
  await cancelInLog(log.eventStore, 'HELD22');
});

afterEach(() => log.close());

/** Has the cancellation name another event, and reckons the hashes anew as one would who knows how. */
async function compensate(eventId: string): Promise<void> {
  await log.superuser.tamper(
    `UPDATE log.event SET metadata = jsonb_set(metadata::jsonb, '{compensates}', to_jsonb($2::text))::json
     WHERE stream_id = $1 AND type = 'BookingCancelled'`,
    [log.held, eventId],
  );
  await log.superuser.rehash(log.held);
}

async function eventIds(streamId: string): Promise<string[]> {
  const { events } = await log.eventStore.readStream(streamId, { from: 1, limit: 10 });
  return events.map(({ metadata }) => metadata.eventId);
}

async function compensationDifferences(): Promise<Difference[]> {
  const { differences } = await log.verify();
  expect(differences.some(({ kind }) => kind === 'hash')).toBe(false);
  return differences.filter(({ kind }) => kind === 'compensation');
}

it('an untouched log names what it compensates', async () => {
  const { events } = await log.eventStore.readStream(log.held, { from: 2, limit: 1 });
  const [placed] = await eventIds(log.held);
  expect(events).toMatchObject([{ metadata: { compensates: placed } }]);
  expect(await compensationDifferences()).toEqual([]);
});

describe('where all hashes are right, it is told that an event compensates', () => {
  it.each<[string, () => Promise<string | undefined>]>([
    ['one that is not there', () => Promise.resolve('nothing')],
    ['one of another booking', async () => (await eventIds(log.ticketed))[0]],
    ['itself', async () => (await eventIds(log.held))[1]],
  ])('%s', async (_, named) => {
    const eventId = (await named()) ?? expect.unreachable();
    await compensate(eventId);
    expect(await compensationDifferences()).toEqual([
      {
        ...{ kind: 'compensation', streamId: log.held, version: 2 },
        ...{ expected: 'an earlier event of its stream to be compensated', found: eventId },
      },
    ]);
  });
});
