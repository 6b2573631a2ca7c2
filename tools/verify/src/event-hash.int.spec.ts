import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from '../../../test/setup/database.js';
import { eventHash } from './event-hash.js';

let database: TestDatabase;
let owner: pg.Client;

beforeAll(async () => {
  database = await createDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});

afterAll(async () => {
  await owner.end();
  await database.drop();
});

it.each([
  { what: 'the first event of a stream', previous: '' },
  { what: 'a later one', previous: 'ab'.repeat(32), version: 2_147_483_647 },
  { what: 'letters of more than one byte', type: 'Überbucht', data: '{"name":"Zoë ✈ 😀"}' },
  { what: 'text that JSON would write in another way', data: '{ "b" :1.0,\n"a":"\\u00e9" }' },
  { what: 'an instant before 1970', recordedAt: '1969-12-31T23:59:59.999Z' },
  { what: 'an empty field', streamId: '', metadata: '{}' },
])('is the one that the log reckons: $what', async (of) => {
  const { previous = '', streamId = 'booking-TCKTED', version = 1 } = of;
  const { type = 'BookingPlaced', data = '{}', metadata = '{"eventId":"e"}' } = of;
  const { recordedAt = '2026-12-05T10:15:00.123Z' } = of;
  const { rows } = await owner.query<{ hash: Buffer }>(
    'SELECT log.event_hash($1, $2, $3, $4, $5, $6, $7, $8) AS hash',
    [Buffer.from(previous, 'hex'), streamId, version, type, 1, data, metadata, recordedAt],
  );
  const parsed = { eventId: 'e', correlationId: 'c', actor: 'test', commandId: 'c' };
  const event = { streamId, version, type, schemaVersion: 1, data: {}, metadata: parsed };
  const reckoned = eventHash(previous, {
    event: { ...event, recordedAt, hash: '' },
    position: { transactionId: '1', position: '1' },
    text: { data, metadata },
    recordedMs: BigInt(Date.parse(recordedAt)),
  });
  expect(reckoned).toBe(rows[0]?.hash.toString('hex'));
});
