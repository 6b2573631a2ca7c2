import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from '../../../../test/setup/database.js';
import { flightsOfRoute, routesAfter, search } from './search.js';

let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createDatabase();
  pool = new pg.Pool({ connectionString: database.ownerUrl });
  await pool.query(`INSERT INTO views.availability (stream_id, generation, version, as_of, state)
    SELECT format('flight-ZZ%s-%s-2026-12-%s', number, origin, to_char(day, 'FM00')),
      (SELECT generation FROM views.generation WHERE view = 'availability'), 1, now(),
      json_build_object('destination', destination, 'departsAt', format('%s', 9999 - number))
    FROM generate_series(1, 10) AS day,
      unnest(ARRAY['EWR', 'JFK', 'LGA']) AS origin,
      (SELECT number, (ARRAY['IAH', 'ATL', 'ORD', 'MIA', 'LAX'])[number % 5 + 1] AS destination
       FROM generate_series(1, 150) AS number) AS flights`);
  await pool.query('ANALYZE views.availability');
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

const route = { origin: 'EWR', destination: 'IAH', date: '2026-12-05' };

it('finds the flights of a route and a day', async () => {
  const found = await search(pool, route);
  expect(found).toHaveLength(30);
  for (const { streamId } of found) expect(streamId).toMatch(/^flight-ZZ\d+-EWR-2026-12-05$/);
});

it('is planned by the index of routes among 4,500 flights', async () => {
  const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${flightsOfRoute}`, [
    ...[route.origin, route.destination, route.date],
  ]);
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toMatch('availability_by_route');
  expect(plan).not.toMatch('Seq Scan');
});

it('leaves its index alone when a flight changes', async () => {
  const client = await pool.connect();
  await client.query('BEGIN');
  await client.query(`UPDATE views.availability SET version = 2,
    state = json_build_object('destination', state ->> 'destination', 'departsAt', '1')
    WHERE stream_id = 'flight-ZZ150-LGA-2026-12-10'`);
  const { rows } =
    await client.query(`SELECT n_tup_upd::integer AS all, n_tup_hot_upd::integer AS hot
    FROM pg_stat_xact_user_tables WHERE relid = 'views.availability'::regclass`);
  await client.query('ROLLBACK');
  client.release();
  expect(rows).toEqual([{ all: 1, hot: 1 }]);
});

it('tells the route of every flight, some at a time', async () => {
  const all = new Map<string, object>();
  for (let last: string | undefined = ''; last !== undefined;) {
    const flights = await routesAfter(pool, last, 1_000);
    for (const { streamId, ...its } of flights) all.set(streamId, its);
    last = flights.at(-1)?.streamId;
  }
  expect(all.size).toBe(4_500);
  expect(all.get('flight-ZZ5-EWR-2026-12-05')).toEqual(route);
});
