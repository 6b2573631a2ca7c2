import { flightReducerVersion, snapshotOf } from '#contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BookedLog } from '../test/booked-log.js';

let log: BookedLog;
let streamId: string;
let version: number;

beforeEach(async () => {
  log = await BookedLog.open();
  [streamId] = log.flights;
  const { events } = await log.eventStore.readStream(streamId, { from: 1, limit: 1000 });
  const snapshot = snapshotOf({ events: events.slice(0, -1) }) ?? expect.unreachable();
  version = snapshot.version;
  await log.superuser.tamper('INSERT INTO log.snapshot VALUES ($1, $2, $3, $4, $5)', [
    ...[streamId, flightReducerVersion, version, snapshot.recordedAt],
    JSON.stringify(snapshot.state),
  ]);
});

afterEach(() => log.close());

describe('a snapshot', () => {
  it('that is what its events come to passes', async () => {
    expect((await log.verify()).differences).toEqual([]);
  });

  it.each([
    [
      'state',
      `replace(state::text, 'TCKTED', 'STOLEN')::json`,
      '/state/taken/0/1/recordLocator "TCKTED"',
    ],
    ['recorded_at', `recorded_at + '1 millisecond'`, expect.stringMatching(/^\/recordedAt/)],
    ['version', 'version - 1', expect.stringMatching(/^\/(state|recordedAt)/)],
    ['version', '99', expect.stringMatching(/^\/version/)],
  ])('whose %s was changed to %s is told', async (column, value, expected) => {
    await log.superuser.tamper(`UPDATE log.snapshot SET ${column} = ${value}`);
    await log.expectFound({ kind: 'snapshot', streamId, expected });
  });

  it('of a stream that is not there is told, and one of another reducer is nobody’s', async () => {
    await log.superuser.tamper(`UPDATE log.snapshot SET stream_id = 'flight-nobody'`);
    await log.expectFound({ kind: 'snapshot', streamId: 'flight-nobody' });
    await log.superuser.tamper('UPDATE log.snapshot SET reducer = 0');
    expect((await log.verify()).differences).toEqual([]);
  });
});
