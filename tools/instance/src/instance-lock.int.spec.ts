import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from '../../../test/setup/database.js';
import { InstanceLock } from './instance-lock.js';

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

async function taken(): Promise<InstanceLock> {
  const lock = await InstanceLock.take(database.ownerUrl, 'start');
  if (lock === undefined) throw new Error('another has the lock');
  return lock;
}

/** As where a process of PostgreSQL crashes; then `next`, before the lock can be taken again. */
async function endConnection(next: string): Promise<void> {
  await owner.query(
    `SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = $1`,
    [`contrail start, process ${process.pid}`],
  );
  await owner.query(next);
}

it('one at a time has the lock', async () => {
  const lock = await taken();
  expect(await InstanceLock.take(database.ownerUrl, 'start')).toBeUndefined();
  await lock.release();
  await (await taken()).release();
});

it('whose connection has ended is taken again', async () => {
  const lock = await taken();
  await endConnection('SELECT');
  const holders = async () => {
    const { rowCount } = await owner.query(`SELECT FROM pg_locks WHERE locktype = 'advisory'
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`);
    return rowCount;
  };
  await expect.poll(holders, { timeout: 10_000 }).toBe(1);
  await lock.release();
});

it('that another has taken meanwhile is lost, and that is told', async () => {
  const lock = await taken();
  await endConnection('SELECT pg_advisory_lock(20130101)');
  await lock.lost;
  await owner.query('SELECT pg_advisory_unlock_all()');
});
