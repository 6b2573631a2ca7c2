import { CrudTwinModule, openTables } from '#crud-twin';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabase, createTwinDatabase, type TestDatabase } from '../setup/database.js';

let database: TestDatabase;
let tables: DataSource;

beforeAll(async () => {
  database = await createTwinDatabase();
  tables = await openTables({ url: database.url, onConnectionLost: () => undefined });
});

afterAll(async () => {
  await tables.destroy();
  await database.drop();
});

it('the migrations lead to what the entities tell', async () => {
  const { upQueries } = await tables.driver.createSchemaBuilder().log();
  expect(upQueries.map(({ query }) => query)).toEqual([]);
});

it('a seat cannot be given twice, nor a cabin have more free seats than it has', async () => {
  await tables.query(`INSERT INTO twin.flight VALUES ('ZZ1', 'ZZ', 1, 'EWR', 'IAH', '2026-12-05', now(), now(), now(), now(),
    'scheduled', NULL, NULL, 'TEST', 12, 1400, 0, 1, now())`);
  await tables.query(`INSERT INTO twin.cabin VALUES ('ZZ1', 'economy', 12, 12, 19400)`);
  await tables.query(`INSERT INTO twin.booking VALUES ('AAAAAA', 'held', 1, 19400, now(), 'a@example.com', 0, NULL),
    ('BBBBBB', 'held', 1, 19400, now(), 'b@example.com', 0, NULL)`);
  const take = (recordLocator: string) =>
    tables.query(`INSERT INTO twin.taken_seat VALUES ('ZZ1', '1A', 'economy', $1, 'held')`, [
      recordLocator,
    ]);
  await take('AAAAAA');
  await expect(take('BBBBBB')).rejects.toMatchObject({ code: '23505' });
  const free = tables.query(`UPDATE twin.cabin SET available = available + 1`);
  await expect(free).rejects.toMatchObject({ code: '23514' });
});

it('a database without the tables is told by what is to be done, and left without a connection', async () => {
  const { ownerUrl, secret, drop } = await createDatabase();
  const given = { DATABASE_URL: ownerUrl, CONTRAIL_SECRET: secret };
  const starting = CrudTwinModule.on({
    ...given,
    ...{ CONTRAIL_OPERATOR_KEY: 'an-operator-key-of-the-tests', HOLD_SECONDS: 900 },
  });
  await expect(starting).rejects.toThrow(
    'the tables have not the form of this version, to which start:twin brings them',
  );
  await drop();
});
