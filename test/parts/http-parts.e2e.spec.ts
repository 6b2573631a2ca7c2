import { randomUUID } from 'node:crypto';
import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { EventStore } from '#event-store';
import pg from 'pg';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type RunningApplication, startApplication, startPart } from '../setup/application.js';
import { ask } from '../setup/ask.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { hold, place } from '../setup/desk.js';
import { kafkaBrokers, redisUrl } from '../setup/service-address.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

let database: TestDatabase;
/** What query-api follows; nobody sends anything there. */
let services: NodeJS.ProcessEnv;
let flightId: string;
/** Folds what the parts wrote. */
let embedded: RunningApplication;
let bookingApis: RunningApplication[];
let queryApis: RunningApplication[];

function start(
  name: string,
  on: TestDatabase,
  env: NodeJS.ProcessEnv = {},
): Promise<RunningApplication> {
  return startPart(name, on, { ...services, ...env });
}

beforeAll(async () => {
  database = await createDatabase();
  services = {
    KAFKA_BROKERS: await kafkaBrokers(),
    KAFKA_PREFIX: `test-${randomUUID()}`,
    REDIS_URL: await redisUrl(),
  };
  const eventStore = new EventStore({ url: database.url, onConnectionLost: () => undefined });
  flightId = await scheduleSmallFlight(eventStore, 1, 120);
  await eventStore.close();
  embedded = await startApplication(database);
  const both = (name: string) => [1, 2].map(() => start(name, database, { LOG_LEVEL: 'debug' }));
  bookingApis = await Promise.all(both('booking-api'));
  queryApis = await Promise.all(both('query-api'));
});

afterAll(async () => {
  for (const each of [...bookingApis, ...queryApis, embedded]) expect(await each.stop()).toBe(0);
  await database.drop();
});

function urlOf(parts: RunningApplication[], index: number): string {
  return parts[index]?.url ?? expect.unreachable('it is not there');
}

describe('booking-api and query-api, two of each', () => {
  it('show a booking that one took to who asks any other with its Consistency-Token', async () => {
    const holder = new pg.Client({ connectionString: database.ownerUrl });
    await holder.connect();
    await holder.query('BEGIN');
    // Nobody folds meanwhile.
    await holder.query('LOCK TABLE views.booking IN EXCLUSIVE MODE');
    const placed = await place(urlOf(bookingApis, 0), [flightId]).expect(201);
    const { recordLocator, accessToken } = placed.body;
    const reads = queryApis.map(({ url }) =>
      request(url)
        .get(`/v1/bookings/${recordLocator}`)
        .set('Authorization', `Bearer ${accessToken}`)
        .set('Consistency-Token', placed.headers['consistency-token'] ?? '')
        .set('Prefer', 'wait=10')
        .then(({ status, body }) => ({ status, body })),
    );
    const history = await request(urlOf(bookingApis, 1))
      .get(`/v1/history/streams/booking-${recordLocator}`)
      .set('Authorization', `Bearer ${accessToken}`)
      .expect(200);
    expect(history.body.events).toMatchObject([{ type: 'BookingPlaced' }]);
    await holder.end();
    const seen = { status: 200, body: { recordLocator, status: 'held' } };
    expect(await Promise.all(reads)).toMatchObject([seen, seen]);
  });

  it('render a repeat alike, whichever of them is asked', async () => {
    const key = 'the-same-key-for-both';
    const first = await place(urlOf(bookingApis, 0), [flightId], { key }).expect(201);
    const again = await place(urlOf(bookingApis, 1), [flightId], { key }).expect(201);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
  });

  it('tell how the parts are that each of them needs', async () => {
    const ok = { status: 'ok' };
    for (const [{ url }, parts] of [
      ...bookingApis.map((each) => [each, { log: ok }] as const),
      ...queryApis.map((each) => [each, { views: ok, stream: ok }] as const),
    ]) {
      const health = async () => (await request(url).get('/health/ready')).body;
      await expect.poll(health, { timeout: 20_000 }).toEqual({ status: 'ok', parts });
      expect((await request(url).get('/metrics').expect(200)).text).toContain('process_cpu');
    }
  });

  it('answer what is theirs, and nothing of the other', async () => {
    const [writes, reads] = [urlOf(bookingApis, 0), urlOf(queryApis, 0)];
    await request(reads).get('/openapi.json').expect(200);
    await request(reads).get('/docs').expect(200);
    await request(writes).get('/openapi.json').expect(404);
    await request(writes).get(`/v1/flights/${flightId}`).expect(404);
    await request(reads).get(`/v1/history/streams/flight-${flightId}`).expect(404);
    const refused = await place(reads, [flightId]).expect(404);
    expect(refused.headers['content-type']).toMatch('application/problem+json');
  });

  it('carry their name in every line of their logs', () => {
    for (const [parts, part] of [
      [bookingApis, 'booking-api'],
      [queryApis, 'query-api'],
    ] as const) {
      for (const each of parts) {
        expect(each.printed()).toContain(`${part} is ready: ${each.url}\n`);
        const lines = each
          .logged()
          .map((line) => z.object({ part: z.string() }).parse(JSON.parse(line)));
        expect(lines.length).toBeGreaterThan(0);
        expect(new Set(lines.map((line) => line.part))).toEqual(new Set([part]));
      }
    }
  });
});

describe('a part as a process', () => {
  it('answers what is under way when it is stopped', async () => {
    const part = await start('booking-api', database);
    const agent = new Agent({ keepAlive: true });
    const placing = Array.from({ length: 20 }, () =>
      place(part.url, [flightId])
        .agent(agent)
        .then(({ status }) => status),
    );
    await Promise.race(placing);
    expect(await part.stop()).toBe(0);
    expect(await Promise.all(placing)).toEqual(Array(20).fill(201));
    agent.destroy();
  });

  it('does not wait for a write that no view will have when it is stopped', async () => {
    const part = await start('query-api', database);
    const waiting = request(part.url)
      .get(`/v1/flights/${flightId}`)
      .set('Consistency-Token', Buffer.from(`flight-${flightId}@999`).toString('base64url'))
      .set('Prefer', 'wait=10')
      .then(({ status, body }) => ({ status, type: body.type }));
    await pause(500);
    const stopped = performance.now();
    expect(await part.stop()).toBe(0);
    expect(performance.now() - stopped).toBeLessThan(5_000);
    expect(await waiting).toEqual({ status: 503, type: '/problems/view-behind' });
  });

  it('ends when its parent is gone', async () => {
    const part = await start('query-api', database);
    expect(await part.abandon()).toBe(0);
  });

  it('counts a hold in the seconds that it is told', async () => {
    const part = await start('booking-api', database, { HOLD_SECONDS: '60' });
    const { holdExpiresAt } = await hold(part.url, [flightId]);
    expect(Date.parse(holdExpiresAt)).toBeLessThan(Date.now() + 90_000);
    expect(await part.stop()).toBe(0);
  });

  const otherSecret = 'another secret of 32 characters.';

  it.each([
    ['query-api', { PORT: 'hidden' }, 'PORT: is not a whole number'],
    [
      'booking-api',
      { DATABASE_URL: undefined, CONTRAIL_SECRET: 'hidden' },
      'DATABASE_URL: is missing; CONTRAIL_SECRET: is shorter',
    ],
    ['query-api', { CONTRAIL_OPERATOR_KEY: undefined }, 'CONTRAIL_OPERATOR_KEY: is missing'],
    ['query-api', { CONTRAIL_SECRET: otherSecret }, 'made under another CONTRAIL_SECRET'],
    [
      'booking-api',
      { DATABASE_URL: 'postgres://127.0.0.1:1/hidden' },
      'does not answer (ECONNREFUSED)',
    ],
  ])(
    '%s names what is wrong at its start, in its log, and no value: %o',
    async (name, env, fault) => {
      const starting = start(name, database, env);
      await expect(starting).rejects.toThrow(`"part":"${name}"`);
      await expect(starting).rejects.toThrow(fault);
      await expect(starting).rejects.not.toThrow('hidden');
    },
  );
});

it('a part does not serve from a database of another form', async () => {
  const older = await createDatabase();
  await ask(older.ownerUrl, "COMMENT ON SCHEMA log IS 'the digest of another form'");
  await expect(start('query-api', older)).rejects.toThrow('has not the form of this version');
  await older.drop();
});
