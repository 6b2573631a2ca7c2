import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from '../../../test/setup/database.js';
import { applicationUrl, migrate } from './migrate.js';

/** One that can run once more on what it made. */
const lacking = 'AppendArrays1764000000010';

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

it('rows of seat maps become part of those of availability, whose copies are told by a new generation', async () => {
  const [whole, halfFolded] = ['flight-A', 'flight-B'];
  await owner.query(`DELETE FROM migration WHERE name = 'ShowSeatsByAvailability1764000000028';
    CREATE TABLE views.seat_map (LIKE views.availability);
    ALTER TABLE views.seat_map DROP COLUMN origin, DROP COLUMN destination, DROP COLUMN departure_date;
    INSERT INTO views.generation VALUES ('seat_map', 7);
    UPDATE views.generation SET generation = 7 WHERE view = 'availability';
    INSERT INTO streaming.checkpoint VALUES ('projector', '1', 1);
    INSERT INTO views.availability (stream_id, generation, version, as_of, state) VALUES
      ('${whole}', 7, 2, now(), '{"flightId":"A","cabins":[]}'), ('${halfFolded}', 7, 3, now(), '{"flightId":"B"}');
    INSERT INTO views.seat_map VALUES
      ('${whole}', 7, 2, now(), '{"seats":4,"taken":{"1A":"held"}}'), ('${halfFolded}', 7, 2, now(), '{"taken":{}}')`);
  await migrate({ url: database.ownerUrl, secret: database.secret });
  const { rows } = await owner.query(
    `SELECT stream_id, availability.generation > 7 AND availability.generation = live.generation AS is_live, version,
       state::text
     FROM views.availability JOIN views.generation AS live ON view = 'availability'`,
  );
  expect(rows).toEqual([
    {
      stream_id: whole,
      is_live: true,
      version: 2,
      state: '{"flightId":"A","cabins":[],"taken":{"1A":"held"}}',
    },
  ]);
  // What was not folded up to the same event is folded anew.
  expect((await owner.query('SELECT FROM streaming.checkpoint')).rowCount).toBe(0);
});
