import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from '../../../test/setup/database.js';
import { applicationUrl, migrate } from './migrate.js';

/** One that can run once more on what it made. */
const lacking = 'EraseKeys1764000000015';

let database: TestDatabase;
let owner: pg.Client;

beforeEach(async () => {
  database = await createDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});

afterEach(async () => {
  await owner.end();
  await database.drop();
});

async function migrated(): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>('SELECT name FROM migration ORDER BY name');
  return rows.map(({ name }) => name);
}

it('a database of an earlier form gets what it lacks, and a present one nothing', async () => {
  const all = await migrated();
  await owner.query('DELETE FROM migration WHERE name = $1', [lacking]);
  for (let again = 0; again < 2; again += 1) {
    await migrate({ url: database.ownerUrl, secret: database.secret });
    expect(await migrated()).toEqual(all);
  }
});

it('a function of an earlier form becomes the present one', async () => {
  const text = async () => {
    const { rows } = await owner.query<{ prosrc: string }>(
      `SELECT prosrc FROM pg_proc WHERE oid = 'log.framed'::regproc`,
    );
    return rows[0]?.prosrc;
  };
  const present = await text();
  await owner.query(`CREATE OR REPLACE FUNCTION log.framed(field text) RETURNS bytea
    LANGUAGE sql IMMUTABLE STRICT AS $$ SELECT NULL::bytea $$;
    COMMENT ON SCHEMA log IS 'the digest of an earlier form'`);
  expect(await text()).not.toBe(present);
  await migrate({ url: database.ownerUrl, secret: database.secret });
  expect(await text()).toBe(present);
});

const others = 'another secret of 32 characters.';

it.each([migrate, applicationUrl])('%o opens no database under another secret', async (open) => {
  const opening = open({ url: database.ownerUrl, secret: others });
  await expect(opening).rejects.toThrow('another CONTRAIL_SECRET');
});

it('who changes nothing is refused a database of an earlier form, and let into a present one', async () => {
  const { ownerUrl: url, url: application, secret } = database;
  expect(await applicationUrl({ url, secret })).toBe(application);
  await owner.query('DELETE FROM migration WHERE name = $1', [lacking]);
  await expect(applicationUrl({ url, secret })).rejects.toThrow('has not the form');
  expect(await migrated()).not.toContain(lacking);
});
