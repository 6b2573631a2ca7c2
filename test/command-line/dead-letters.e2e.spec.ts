import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import request from 'supertest';
import { operatorKey } from '../setup/application.js';
import { ask } from '../setup/ask.js';
import { type Client, openClient } from '../setup/client.js';
import { contrail } from './contrail.js';
import { emptyDataDirectory } from './data-directory.js';

const patient = { timeout: 60_000, interval: 200 };
const streamId = 'booking-BROKEN';

let client: Client;
let env: NodeJS.ProcessEnv;
let remove: () => Promise<void>;

beforeAll(async () => {
  client = await openClient();
  const directory = await emptyDataDirectory();
  ({ remove } = directory);
  env = { DATABASE_URL: client.database.ownerUrl, CONTRAIL_DATA: directory.data };
  const metadata = { correlationId: 'test', actor: 'test' };
  const event = { streamId, type: 'BookingPlaced', schemaVersion: 9, data: {}, metadata };
  await client.eventStore.append([
    { commandId: randomUUID(), streams: [{ streamId, expectedVersion: 0 }], events: [event] },
  ]);
});

afterAll(async () => {
  await client.stop();
  await remove();
});

async function letters(): Promise<{ id: string; consumer: string; error: string }[]> {
  const { body } = await request(client.application.url)
    .get('/v1/operations/dead-letters')
    .set('Authorization', `Bearer ${operatorKey}`)
    .expect(200);
  return body.deadLetters;
}

it('what no consumer can read is given up, listed, and retried when an operator says so', async () => {
  const consumers = async () => (await letters()).map(({ consumer }) => consumer).sort();
  // As soon as the pauses between five attempts are over.
  await expect.poll(consumers, patient).toEqual(['process-manager', 'projector']);
  const listed = await contrail(env, 'dead-letters');
  expect(listed).toMatchObject({ code: 0, err: '' });
  expect(listed.out).toMatch(
    /^\d+: projector gave up booking-BROKEN@1 \(BookingPlaced\), parked at \S+Z, after 5 attempts: UnreadableEvent: /m,
  );
  const id = (await letters())[0]?.id ?? '';
  const retried = await contrail(env, 'dead-letters', 'retry', id);
  expect(retried).toEqual({
    code: 0,
    out: `${id} is due again; a running instance handles it\n`,
    err: '',
  });
  const attempts = async () =>
    (
      await ask<{ attempts: number }>(
        client.database.url,
        'SELECT attempts FROM streaming.parked_message WHERE id = $1 AND retry_at IS NULL',
        [id],
      )
    ).map((row) => row.attempts);
  await expect.poll(attempts, patient).toEqual([6]);
});

it('the data directory is the one that is named, wherever it stands', async () => {
  const missing = { code: 1, err: expect.stringContaining('no data directory /nowhere') };
  for (const args of [
    ['retry', '1', '--data', '/nowhere'],
    ['--data', '/nowhere', 'retry', '1'],
  ]) {
    expect(await contrail({}, 'dead-letters', ...args)).toMatchObject(missing);
  }
});

it('one that is not there is told by its number', async () => {
  const { code, err } = await contrail(env, 'dead-letters', 'retry', '999999');
  expect({ code, err }).toEqual({
    code: 1,
    err: expect.stringContaining('there is no dead letter 999999'),
  });
});
