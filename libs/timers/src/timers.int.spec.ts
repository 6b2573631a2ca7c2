import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from '../../../test/setup/database.js';
import { type DueTimer, Timers } from './index.js';
import { claimDueTimers } from './timers.js';

let database: TestDatabase;
let timers: Timers;
let client: pg.Client;

beforeAll(async () => {
  database = await createDatabase();
  timers = new Timers({ url: database.url, onConnectionLost: () => undefined });
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await timers.close();
  await database.drop();
});

beforeEach(() => client.query('DELETE FROM timers.timer'));

const past = '2026-01-01T00:00:00.000Z';
const future = '2999-01-01T00:00:00.000Z';

function timer(id: string, dueAt: string) {
  return { id, task: { of: id }, dueAt };
}

async function claimOne(): Promise<DueTimer> {
  const [due] = await timers.claim(1);
  if (due === undefined) throw new Error('no timer is due');
  return due;
}

/** As if that many seconds had passed. */
function wait(seconds: number) {
  return client.query(`UPDATE timers.timer SET due_at = due_at - $1 * interval '1 second'`, [
    seconds,
  ]);
}

describe('a timer', () => {
  it('fires when it is due, the longest overdue first', async () => {
    await timers.set([timer('b', '2026-01-02T00:00:00.000Z'), timer('a', past)]);
    await timers.set([timer('c', future)]);
    expect(await claimOne()).toMatchObject({ id: 'a', task: { of: 'a' } });
    expect(await timers.claim(10)).toMatchObject([{ id: 'b' }]);
    expect(await timers.claim(10)).toEqual([]);
  });

  it('set again stays as it is', async () => {
    await timers.set([timer('a', future)]);
    await timers.set([timer('a', past)]);
    expect(await timers.claim(10)).toEqual([]);
  });

  it('fires for one of many who ask at once', async () => {
    await timers.set(Array.from({ length: 40 }, (_, index) => timer(`t${index}`, past)));
    const claims = await Promise.all(Array.from({ length: 10 }, () => timers.claim(4)));
    const ids = claims.flat().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('fires again when who claimed it has died, and is theirs no more', async () => {
    await timers.set([timer('a', past)]);
    const dead = await claimOne();
    await wait(9);
    expect(await timers.claim(1)).toEqual([]);
    await wait(2);
    const next = await claimOne();
    await timers.end(dead);
    await timers.postpone(dead, future);
    await wait(11);
    expect(await claimOne()).toMatchObject({ id: 'a' });
    expect(next.claims).toBe(dead.claims + 1);
  });

  it('that ended does not fire again', async () => {
    await timers.set([timer('a', past)]);
    await timers.end(await claimOne());
    await wait(1000);
    expect(await timers.claim(1)).toEqual([]);
  });

  it('that was put off fires at its new time', async () => {
    await timers.set([timer('a', past)]);
    await timers.postpone(await claimOne(), new Date(Date.now() + 60_000).toISOString());
    await wait(30);
    expect(await timers.claim(1)).toEqual([]);
    await wait(31);
    expect(await timers.claim(1)).toHaveLength(1);
  });

  it('that fails fires after longer and longer pauses, of a minute at most', async () => {
    await timers.set([timer('a', past)]);
    for (const seconds of [1, 2, 4, 8, 16, 32, 60, 60]) {
      await timers.fail(await claimOne());
      await wait(seconds * 0.8);
      expect(await timers.claim(1)).toEqual([]);
      await wait(seconds * 0.3);
    }
    expect(await timers.claim(1)).toHaveLength(1);
  });
});

it('of many that are not due, none is read', async () => {
  const many = Array.from({ length: 5_000 }, (_, index) => timer(`${index}`, future));
  await timers.set(many);
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(
    `EXPLAIN ${claimDueTimers}`,
    [20, 10],
  );
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toMatch(/Index Scan using timer_by_due.*\n *Index Cond: \(due_at <= statement_t/);
  expect(plan).not.toMatch('Seq Scan');
});
