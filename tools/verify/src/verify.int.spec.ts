import { withSchemaVersion } from '#contracts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { BookedLog } from '../test/booked-log.js';
import type { Progress } from './index.js';
import { verify } from './index.js';
import { eventsByStream } from './streams.js';

let log: BookedLog;

beforeEach(async () => {
  log = await BookedLog.open();
});

afterEach(() => log.close());

it('finds nothing in a log that nobody tampered with, and signs its head', async () => {
  const { report, differences } = await log.verify();
  expect(differences).toEqual([]);
  expect(report).toMatchObject({
    ...{ events: 12, streams: 4, rows: 6, behind: 0, differences: 0 },
    heads: { kept: 0, signed: { events: 12 } },
  });
  const again = await log.verify();
  expect(again.report.heads).toMatchObject({ kept: 1, signed: undefined });
});

it('counts rows as behind, no difference, while the projector has yet to come to them', async () => {
  await log.place('NEW222');
  const { report } = await log.verify();
  expect(report).toMatchObject({ differences: 0, behind: 3, rows: 8 });
  await log.project();
  expect((await log.verify()).report).toMatchObject({ differences: 0, behind: 0 });
});

it('sees log and views as of one moment, while the projector goes on', async () => {
  await log.superuser.tamper('BEGIN');
  await log.superuser.tamper('LOCK TABLE views.availability IN ACCESS EXCLUSIVE MODE');
  const verifying = log.verify();
  await log.superuser.untilSomeoneWaits();
  await log.superuser.tamper('UPDATE views.availability SET version = version + 1');
  await log.superuser.tamper('COMMIT');
  expect((await verifying).differences).toEqual([]);
});

/** A flight that is delayed again and again. */
async function delay(streamId: string, from: number, times: number): Promise<void> {
  const at = '2026-12-05T10:15:00.000Z';
  const data = { departsAt: at, arrivesAt: at, cause: 'weather' as const, occurredAt: at };
  const delayed = withSchemaVersion({ type: 'FlightDelayed', data });
  const metadata = { correlationId: 'test', actor: 'test' };
  await log.eventStore.append([
    {
      commandId: `delay from ${from}`,
      streams: [{ streamId, expectedVersion: from }],
      events: Array.from({ length: times }, () => ({ ...delayed, streamId, metadata })),
    },
  ]);
}

it('follows a stream that is longer than what it reads at once', async () => {
  const [, streamId] = log.flights;
  for (let version = 3; version < 2503; version += 250) await delay(streamId, version, 250);
  await log.project();
  expect((await log.verify()).report).toMatchObject({ events: 2512, differences: 0, behind: 0 });
  const where = `stream_id = '${streamId}' AND version = 2400`;
  await log.superuser.tamper(
    `UPDATE log.event SET data = (data::text || ' ')::json WHERE ${where}`,
  );
  await log.superuser.tamper(
    `UPDATE views.availability SET state = '{}' WHERE stream_id = '${streamId}'`,
  );
  await log.expectFound(
    { kind: 'hash', streamId, version: 2400 },
    { kind: 'view-row', view: 'availability', streamId, version: 2503 },
  );
});

it('tells its progress, and ends when it is told to', async () => {
  const seen: Progress[] = [];
  const difference = () => undefined;
  const stopped = new AbortController();
  const progress = (told: Progress) => void seen.push(told);
  const whole = { url: log.url, difference, progress, signal: stopped.signal };
  await verify(whole);
  expect(seen).toMatchObject([{ step: 'streams', events: 12, of: 12, differences: 0 }]);
  stopped.abort(new Error('stopped'));
  await expect(verify(whole)).rejects.toThrow('stopped');
});

it('reads the log along its index: nothing is sorted on disk, however long the log is', async () => {
  await log.superuser
    .tamper(`INSERT INTO log.event (transaction_id, stream_id, version, type, schema_version,
      data, metadata, recorded_at, hash)
    SELECT '3', md5(number::text), 1, type, schema_version, data, metadata, recorded_at, hash
    FROM log.event, generate_series(1, 20000) AS number WHERE stream_id = '${log.held}'`);
  await log.superuser.tamper('ANALYZE log.event');
  const plan = await log.superuser.planOf(eventsByStream);
  expect(plan).toMatch('event_stream_id_version_key');
  expect(plan).toMatch('Presorted Key: stream_id, version');
  expect(plan).not.toMatch('Seq Scan');
});

it('counts fares that flights have yet to be told, and no fare of a flight that nobody scheduled', async () => {
  const [streamId] = log.flights;
  for (const flightId of [streamId.slice('flight-'.length), 'ZZ9-EWR-2026-12-05']) {
    const values = [flightId, 'economy', 100, 'USD', 7];
    await log.superuser.tamper('INSERT INTO fares.fare VALUES ($1, $2, $3, $4, $5)', values);
  }
  const tell = async (revision: number) => {
    const { version } = await log.eventStore.readStream(streamId, { from: 1, limit: 1 });
    const data = { cabin: 'economy', fare: { amount: 100, currency: 'USD' }, revision } as const;
    const event = withSchemaVersion({ type: 'FareChanged' as const, data });
    const metadata = { correlationId: 'test', actor: 'test' };
    const streams = [{ streamId, expectedVersion: version }];
    const events = [{ ...event, streamId, metadata }];
    await log.eventStore.append([{ commandId: `tell ${revision}`, streams, events }]);
  };
  for (const [revision, untoldFares] of [
    [6, 1],
    [7, 0],
  ] as const) {
    await tell(revision);
    expect((await log.verify()).report).toMatchObject({ differences: 0, untoldFares });
  }
});
