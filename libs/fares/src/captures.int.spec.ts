import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask } from '../../../test/setup/ask.js';
import { createDatabase, type TestDatabase } from '../../../test/setup/database.js';
import { captureInPlace, FareCapture, leftUnread } from './capture.js';
import { Fares, type NewFare } from './fares.js';
import { Outbox } from './outbox.js';

let database: TestDatabase;
let fares: Fares;
let outbox: Outbox;

beforeAll(async () => {
  database = await createDatabase();
  const connection = { url: database.url, onConnectionLost: () => undefined };
  fares = new Fares(connection);
  outbox = new Outbox(connection);
});

afterAll(async () => {
  await Promise.all([fares.close(), outbox.close()]);
  await database.drop();
});

beforeEach(() => ask(database.ownerUrl, 'TRUNCATE fares.fare, fares.outbox, fares.capture'));

function economy(amount: number): NewFare {
  return { flightId: 'UA1545-EWR-2026-12-05', cabin: 'economy', amount, currency: 'USD' };
}

function withCapture(
  work: (capture: FareCapture) => Promise<void>,
  stopping?: AbortSignal,
): Promise<void> {
  return FareCapture.with(database.ownerUrl, work, stopping);
}

/** Amounts and revisions, in the outbox's order. */
async function noted(): Promise<[number, number][]> {
  return (await outbox.first(100)).map(({ amount, revision }) => [amount, revision]);
}

describe('a fare', () => {
  it('has a higher revision with each change, and the same without one', async () => {
    const first = await fares.set(economy(100));
    const second = await fares.set(economy(200));
    expect(second).toBeGreaterThan(first);
    expect(await fares.set(economy(200))).toBe(second);
  });

  it('has a higher revision also after it was deleted, and after many changes at once', async () => {
    const amounts = Array.from({ length: 50 }, (_, index) => index);
    const revisions = await Promise.all(amounts.map((amount) => fares.set(economy(amount))));
    expect(new Set(revisions).size).toBe(50);
    await pause(60);
    await ask(database.ownerUrl, 'DELETE FROM fares.fare');
    expect(await fares.set(economy(1))).toBeGreaterThan(Math.max(...revisions));
  });

  it('cannot be deleted by the application, nor its revision written', async () => {
    await fares.set(economy(100));
    await expect(ask(database.url, 'DELETE FROM fares.fare')).rejects.toThrow('permission denied');
    const revised = ask(database.url, 'UPDATE fares.fare SET revision = 1');
    await expect(revised).rejects.toThrow('permission denied');
  });
});

describe.each(['application', 'trigger'] as const)('what the %s captures', (way) => {
  beforeEach(() => captureInPlace(database.ownerUrl, way));

  it('is every change of the application, in order, once', async () => {
    const set: [number, number][] = [];
    for (const amount of [100, 300, 200]) set.push([amount, await fares.set(economy(amount))]);
    expect(await noted()).toEqual(set);
  });

  it('goes when it was handed on, and not before', async () => {
    await fares.set(economy(100));
    const rows = await outbox.first(100);
    expect(await outbox.first(100)).toEqual(rows);
    await fares.set(economy(200));
    await outbox.remove(rows);
    expect(await noted()).toMatchObject([[200, expect.any(Number)]]);
    expect(await outbox.waiting()).toMatchObject({ lag: 1 });
  });

  it('is nothing of a change that was rolled back', async () => {
    const client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    await client.query('BEGIN');
    await client.query(`INSERT INTO fares.fare VALUES ('UA1-EWR-2026-12-05', 'economy', 1, 'USD')`);
    await client.query('ROLLBACK');
    await client.end();
    expect(await noted()).toEqual([]);
  });
});

const bulk = 'UPDATE fares.fare SET amount = amount * 2';

it('a change past the application is seen by the trigger, which captures until another way is chosen', async () => {
  await fares.set(economy(100));
  await ask(database.ownerUrl, bulk);
  expect((await noted()).map(([amount]) => amount)).toEqual([100, 200]);
});

it('a fare that becomes that of another cabin is seen by the trigger', async () => {
  await captureInPlace(database.ownerUrl, 'trigger');
  await fares.set(economy(100));
  await ask(database.ownerUrl, `UPDATE fares.fare SET cabin = 'business'`);
  const cabins = (await outbox.first(100)).map(({ cabin }) => cabin);
  expect(cabins).toEqual(['economy', 'business']);
});

it('a change past the application is missed by the application', async () => {
  await captureInPlace(database.ownerUrl, 'application');
  await fares.set(economy(100));
  await ask(database.ownerUrl, bulk);
  expect((await noted()).map(([amount]) => amount)).toEqual([100]);
});

describe('another way to capture', () => {
  it('begins with the fares that stand; the same way again does not', async () => {
    await captureInPlace(database.ownerUrl, 'application');
    await fares.set(economy(100));
    await ask(database.ownerUrl, bulk);
    expect((await noted()).map(([amount]) => amount)).toEqual([100]);
    await withCapture(async (capture) => {
      for (let times = 0; times < 2; times += 1) await capture.captureBy('trigger');
    });
    expect((await noted()).map(([amount]) => amount)).toEqual([100, 200]);
  });

  it('captures none of them twice while it waits', async () => {
    const revision = await fares.set(economy(100));
    for (let times = 0; times < 2; times += 1) await outbox.captureStanding();
    expect(await noted()).toEqual([[100, revision]]);
    await outbox.remove(await outbox.first(10));
    await withCapture((capture) => capture.captureBy('wal'));
    await outbox.captureStanding();
    expect(await noted()).toEqual([]);
  });

  it.each(['application', 'trigger', 'wal'] as const)(
    'by %s notes nothing, and no revision changes, where they are written anew for the write-ahead log',
    async (way) => {
      const revision = await fares.set(economy(100));
      await outbox.remove(await outbox.first(10));
      await withCapture(async (capture) => {
        await capture.captureBy(way);
        await outbox.remove(await outbox.first(10));
        await capture.rewriteStanding();
      });
      expect(await noted()).toEqual([]);
      const rows = await ask(database.ownerUrl, 'SELECT revision::float8 FROM fares.fare');
      expect(rows).toEqual([{ revision }]);
    },
  );

  it('begins with them also where it is the same, in place: what Kafka had of them is not there', async () => {
    const revision = await fares.set(economy(100));
    await outbox.remove(await outbox.first(10));
    await captureInPlace(database.ownerUrl, 'trigger');
    expect(await noted()).toEqual([[100, revision]]);
  });

  it('waits for changes under way, and misses none that waits for it', async () => {
    await captureInPlace(database.ownerUrl, 'trigger');
    await fares.set(economy(100));
    const writer = new pg.Client({ connectionString: database.ownerUrl });
    await writer.connect();
    await writer.query('BEGIN');
    await writer.query(bulk);
    const switched = captureInPlace(database.ownerUrl, 'application');
    await pause(100);
    const late = fares.set(economy(500));
    await pause(100);
    await writer.query('COMMIT');
    await writer.end();
    await Promise.all([switched, late]);
    const amounts = (await noted()).map(([amount]) => amount);
    expect(new Set(amounts)).toEqual(new Set([100, 200, 500]));
    expect(amounts.at(-1)).toBe(500);
  });

  it('begins when what goes before it has been handed on, and not earlier', async () => {
    await withCapture(async (capture) => {
      await fares.set(economy(100));
      await capture.captureBy('wal');
      await expect(capture.captureBy('trigger')).rejects.toThrow(/outbox still has changes/);
      expect(await capture.present()).toEqual({ way: 'wal', isHeld: false });
      await outbox.remove(await outbox.first(10));
      await capture.captureBy('trigger');
      await fares.set(economy(200));
      expect(await noted()).toEqual([]);
      await expect(capture.captureBy('wal')).rejects.toThrow(/still read to its end/);
      await capture.letGo();
      expect((await noted()).map(([amount]) => amount)).toEqual([200]);
    });
  });

  it('lets all go that the outbox has held, or nothing of it', async () => {
    const rows = 5_000;
    await ask(
      database.ownerUrl,
      `INSERT INTO fares.outbox (flight_id, cabin, amount, currency, revision)
        SELECT 'UA1545-EWR-2026-12-05', 'economy', revision, 'USD', revision
        FROM generate_series(1, ${rows}) AS revision`,
    );
    await withCapture(async (capture) => {
      for (let times = 0; times < 10; times += 1) {
        await ask(
          database.ownerUrl,
          `INSERT INTO fares.capture VALUES ('trigger', true)
            ON CONFLICT (only_one) DO UPDATE SET is_held = true`,
        );
        const seen = outbox.first(rows);
        await capture.letGo();
        expect([0, rows]).toContain((await seen).length);
      }
    });
  });

  it('is given up where a writer lets it wait, by a message and by an end', async () => {
    const writer = new pg.Client({ connectionString: database.ownerUrl });
    await writer.connect();
    try {
      await writer.query('BEGIN');
      // As a write locks it, but without a transaction id, which would hold back every other test that follows a log.
      await writer.query('LOCK TABLE fares.fare IN ROW EXCLUSIVE MODE');
      const stopping = new AbortController();
      const captured = withCapture((capture) => capture.captureBy('wal'), stopping.signal);
      const waiting = expect(captured).rejects.toThrow(/terminated/);
      await pause(100);
      stopping.abort();
      await waiting;
      const patient = captureInPlace(database.ownerUrl, 'application');
      await expect(patient).rejects.toThrow(/left as it is: a transaction/);
    } finally {
      await writer.end();
    }
  }, 30_000);

  it('waits for another start that changes it', async () => {
    const over = new AbortController();
    const first = FareCapture.alone(database.ownerUrl, () => once(over.signal, 'abort'));
    await pause(100);
    const second = captureInPlace(database.ownerUrl, 'application');
    await expect(second).rejects.toThrow(/left as it is: another start/);
    let isDone = false;
    const third = captureInPlace(database.ownerUrl, 'application').then(() => (isDone = true));
    await pause(500);
    expect(isDone).toBe(false);
    over.abort();
    await Promise.all([first, third]);
  }, 30_000);
});

describe('the write-ahead log', () => {
  it('is lost where it is to be read and has no place, and is left for the fares that stand', async () => {
    expect(await outbox.slot()).toBeUndefined();
    await withCapture((capture) => capture.captureBy('wal'));
    await fares.set(economy(100));
    expect(await outbox.slot()).toMatchObject({ isLost: true, lag: 0 });
    const told: string[] = [];
    const inPlace = () =>
      captureInPlace(database.ownerUrl, 'application', (line) => told.push(line));
    await inPlace();
    expect((await noted()).map(([amount]) => amount)).toContain(100);
    expect(await outbox.slot()).toBeUndefined();
    await inPlace();
    expect(told).toEqual([leftUnread]);
  });
});
