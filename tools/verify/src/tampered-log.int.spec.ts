import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BookedLog } from '../test/booked-log.js';
import type { Difference } from './difference.js';

let log: BookedLog;

beforeEach(async () => {
  log = await BookedLog.open();
});

afterEach(() => log.close());

/** An event of the ticketed booking: 1 placed, 2 payment requested, 3 captured, 4 ticketed. */
function ofTicketed(version: number): string {
  return `stream_id = '${log.ticketed}' AND version = ${version}`;
}

describe('an event that was changed', () => {
  it('in a byte of its data that means nothing', async () => {
    await log.superuser.tamper(
      `UPDATE log.event SET data = (data::text || ' ')::json WHERE ${ofTicketed(3)}`,
    );
    await log.expectFound({ kind: 'hash', streamId: log.ticketed, version: 3 });
  });

  it('in its data: the view shows something else', async () => {
    const [streamId] = log.flights;
    await log.superuser.tamper(
      `UPDATE log.event SET data = replace(data::text, '"distance":1400', '"distance":1401')::json
       WHERE stream_id = $1 AND version = 1`,
      [streamId],
    );
    const unlike = { expected: '/state/distance 1401', found: '1400' };
    await log.expectFound(
      { kind: 'hash', streamId, version: 1 },
      { kind: 'view-row', view: 'availability', streamId, version: 4, ...unlike },
    );
  });

  it.each([
    ['metadata', `metadata = replace(metadata::text, '"test"', '"tesT"')::json`],
    ['type', `type = 'PaymentDeclined', data = data`],
    ['schema version', 'schema_version = 2'],
  ])('in its %s', async (_, change) => {
    await log.superuser.tamper(`UPDATE log.event SET ${change} WHERE ${ofTicketed(2)}`);
    const { differences } = await log.verify();
    expect(differences[0]).toMatchObject({ kind: 'hash', streamId: log.ticketed, version: 2 });
  });

  it('in its hash, which its successor is chained to', async () => {
    await log.superuser.tamper(`UPDATE log.event SET hash = sha256('') WHERE ${ofTicketed(2)}`);
    const place = { kind: 'hash', streamId: log.ticketed };
    await log.expectFound({ ...place, version: 2 }, { ...place, version: 3 });
  });

  it.each([
    ['later', `+ '1 millisecond'`, ['hash', 'view-row', 'view-row']],
    ['by less than the hash covers', `+ '1 microsecond'`, ['recorded-at']],
    [
      'to before its predecessor',
      `- '1 hour'::interval`,
      ['recorded-at', 'hash', 'view-row', 'view-row'],
    ],
    ['for ever', `+ 'infinity'::interval`, ['recorded-at', 'view-row', 'view-row']],
  ])('in its instant: %s', async (_, by, kinds) => {
    await log.superuser.tamper(
      `UPDATE log.event SET recorded_at = recorded_at ${by} WHERE ${ofTicketed(4)}`,
    );
    await log.expectFound(...kinds.map((kind) => ({ kind, streamId: log.ticketed, version: 4 })));
  });
});

describe('an event that was removed', () => {
  it.each([1, 2, 3])('from before others: version %i', async (version) => {
    await log.superuser.tamper(`DELETE FROM log.event WHERE ${ofTicketed(version)}`);
    await log.expectFound({
      ...{ kind: 'version', streamId: log.ticketed, version: version + 1 },
      ...{ expected: `version ${version}`, found: `version ${version + 1}` },
    });
  });

  it('from the end of a stream, which a view has passed', async () => {
    await log.superuser.tamper(`DELETE FROM log.event WHERE ${ofTicketed(4)}`);
    await log.expectFound(
      ...['booking', 'journey'].map((view) => ({
        ...{ kind: 'view-row', view, streamId: log.ticketed, version: 4 },
        expected: 'a version from 1 to 3, where the stream ends',
      })),
    );
  });

  it('with all that came with it, from the end of the log, which views and projector have passed', async () => {
    await log.superuser.tamper(
      `DELETE FROM log.event WHERE metadata ->> 'commandId' = 'place HELD22'`,
    );
    const [streamId] = log.flights;
    await log.expectFound(
      { kind: 'view-row', view: 'availability', streamId, version: 4 },
      { kind: 'view-row', view: 'booking', streamId: log.held, found: 'one at version 1' },
      { kind: 'view-row', view: 'journey', streamId: log.held, found: 'one at version 1' },
      { kind: 'checkpoint', found: 'none in the log' },
    );
  });
});

describe('events that were swapped', () => {
  it('in their stream, hashes and all', async () => {
    await log.superuser.tamper(
      `UPDATE log.event AS one SET type = other.type, data = other.data, hash = other.hash,
         metadata = other.metadata, recorded_at = other.recorded_at
       FROM log.event AS other WHERE one.stream_id = $1 AND other.stream_id = $1
         AND one.version IN (2, 3) AND other.version = 5 - one.version`,
      [log.ticketed],
    );
    const { differences } = await log.verify();
    const hashes = differences.filter(({ kind }) => kind === 'hash');
    expect(hashes.map(({ version }) => version)).toEqual([2, 3, 4]);
    expect(differences).toContainEqual(
      expect.objectContaining({
        ...{ kind: 'view-row', view: 'booking', streamId: log.ticketed, version: 4 },
        expected: expect.stringContaining('event 2 cannot be folded'),
      }),
    );
  });

  it('in the order in which their stream is followed', async () => {
    await log.superuser.swapTransactions([log.ticketed, 2], [log.ticketed, 3]);
    await log.expectFound({ kind: 'order', streamId: log.ticketed, version: 3 });
  });
});

describe('an event that was forged', () => {
  /** As version 5 of the ticketed booking. */
  function forge(transactionId: string, hash = `sha256('')`): Promise<void> {
    return log.superuser
      .tamper(`INSERT INTO log.event (transaction_id, stream_id, version, type, schema_version,
        data, metadata, recorded_at, hash)
      SELECT ${transactionId}, stream_id, 5, type, schema_version, data,
        '{"eventId":"of its own"}', recorded_at, ${hash}
      FROM log.event WHERE ${ofTicketed(4)}`);
  }

  /** A booking is ticketed once. */
  function ticketedTwice(): Partial<Difference> {
    return { kind: 'ledger', streamId: log.ticketed, version: 5 };
  }

  it('with a wrong hash', async () => {
    await forge('pg_current_xact_id()');
    await log.expectFound({ kind: 'hash', streamId: log.ticketed, version: 5 }, ticketedTwice());
  });

  it('where the projector has passed', async () => {
    await forge(`'3'`);
    await log.superuser.rehash(log.ticketed);
    const place = { streamId: log.ticketed, version: 5 };
    await log.expectFound(
      { ...place, kind: 'order', found: 'one before it' },
      ticketedTwice(),
      { ...place, kind: 'view-row', view: 'booking', found: 'the row at version 4' },
      { ...place, kind: 'view-row', view: 'journey', found: 'the row at version 4' },
    );
  });

  it('where nobody will come', async () => {
    await forge(`'999999999'`);
    await log.superuser.rehash(log.ticketed);
    await log.expectFound(
      { kind: 'order', version: 5, found: 'transaction 999999999' },
      ticketedTwice(),
    );
  });

  it('as one that is there already, once the index is gone', async () => {
    await log.superuser.tamper('ALTER TABLE log.event DROP CONSTRAINT event_stream_id_version_key');
    await log.superuser
      .tamper(`INSERT INTO log.event (transaction_id, stream_id, version, type, schema_version,
        data, metadata, recorded_at, hash)
      SELECT transaction_id, stream_id, version, type, schema_version, data, metadata, recorded_at, hash
      FROM log.event WHERE ${ofTicketed(2)}`);
    const place = { streamId: log.ticketed, version: 2 };
    await log.expectFound({ ...place, kind: 'version' }, { ...place, kind: 'event-id' });
  });

  it('under the id of another, with all hashes right', async () => {
    await log.superuser.tamper(`UPDATE log.event SET metadata = (
        SELECT metadata FROM log.event WHERE ${ofTicketed(2)}
      ) WHERE ${ofTicketed(4)}`);
    await log.superuser.rehash(log.ticketed);
    await log.expectFound({
      ...{ kind: 'event-id', streamId: log.ticketed, version: 4 },
      found: expect.stringContaining(`as ${log.ticketed}@2 has`),
    });
  });
});
