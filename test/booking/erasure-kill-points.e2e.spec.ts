import { randomUUID } from 'node:crypto';
import { bookingStreamId } from '#contracts';
import { EventStore } from '#event-store';
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { holdRows } from '../payment/held-statements.js';
import { operatorKey, type RunningApplication, startApplication } from '../setup/application.js';
import { ask } from '../setup/ask.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { hold } from '../setup/desk.js';
import { typesIn } from '../setup/folded.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

let database: TestDatabase;
let log: EventStore;
let application: RunningApplication;

beforeEach(async () => {
  database = await createDatabase();
  log = new EventStore({ url: database.url, onConnectionLost: () => undefined });
});

afterEach(async () => {
  expect(await application.stop()).toBe(0);
  await log.close();
  await database.drop();
});

function post(recordLocator: string, command: string, key: string = randomUUID()) {
  return request(application.url)
    .post(`/v1/bookings/${recordLocator}/${command}`)
    .set('Authorization', `Bearer ${operatorKey}`)
    .set('Idempotency-Key', key);
}

async function keysOf(recordLocator: string) {
  const subject = bookingStreamId(recordLocator);
  const key = 'SELECT wrapped IS NOT NULL AS opens FROM vault.key WHERE subject = $1';
  return ask(database.ownerUrl, key, [subject]);
}

describe('kill -9 between the event of an erasure and that of its key', () => {
  it('is ended by the process manager, without a repeat', async () => {
    application = await startApplication(database);
    const flightId = await scheduleSmallFlight(log, 1, 12);
    const { recordLocator } = await hold(application.url, [flightId]);
    await post(recordLocator, 'cancellation').expect(200);
    const point = await holdRows(database, {
      table: 'vault.key',
      before: 'UPDATE',
      where: 'NEW.wrapped IS NULL',
    });
    const key = randomUUID();
    const cut = post(recordLocator, 'erasure', key).then(
      () => expect.unreachable('it was answered'),
      () => undefined,
    );
    await point.wanted(1);
    await application.kill();
    await cut;
    await point.endWanting();
    await point.release();
    expect(await typesIn(log, bookingStreamId(recordLocator))).toContain('BookingErased');
    expect(await keysOf(recordLocator)).toEqual([{ opens: true }]);

    application = await startApplication(database);
    const opens = () => keysOf(recordLocator);
    await expect.poll(opens, { timeout: 30_000, interval: 100 }).toEqual([{ opens: false }]);
    const { headers } = await post(recordLocator, 'erasure', key).expect(204);
    expect(headers['idempotent-replayed']).toBe('true');
  });
});
