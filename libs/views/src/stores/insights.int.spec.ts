import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from '../../../../test/setup/database.js';
import type { JourneyState, LostSalesState } from '../folds/index.js';
import { commonJourneys, funnel, lostSales, newestLostSales, timeToTicket } from './insights.js';

let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await createDatabase();
  pool = new pg.Pool({ connectionString: database.ownerUrl });
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** A row of the view's present generation, or of one that is being built. */
async function keep(view: string, streamId: string, asOf: string, state: object, ahead = 0) {
  await pool.query(
    `INSERT INTO views.${view} (stream_id, generation, version, as_of, state)
     SELECT $1, generation + $4, 1, $2, $3 FROM views.generation WHERE view = '${view}'`,
    [streamId, asOf, JSON.stringify(state), ahead],
  );
}

const start = Date.parse('2026-12-01T12:00:00.000Z');
const at = (ms: number) => new Date(start + ms).toISOString();

describe('before there is any booking', () => {
  it('the funnel is empty, and nothing has a time', async () => {
    expect((await funnel(pool)).map(({ count }) => count)).toEqual([0, 0, 0, 0, 0]);
    expect(await timeToTicket(pool)).toEqual({ count: 0, p50Ms: null, p95Ms: null, p99Ms: null });
    expect(await commonJourneys(pool, 100)).toEqual([]);
    expect(await lostSales(pool, 1_000)).toEqual([]);
  });
});

describe('journeys', () => {
  beforeAll(async () => {
    for (let number = 1; number <= 100; number += 1) {
      const journey: JourneyState = {
        path: ['BookingPlaced', 'PaymentRequested', 'PaymentCaptured', 'BookingTicketed'],
        reached: {
          ...{ held: at(0), 'payment-requested': at(1), captured: at(2) },
          ticketed: at(number * 1_000),
        },
      };
      await keep('journey', `booking-T${number}`, at(0), journey);
    }
    const left: JourneyState = {
      path: ['BookingPlaced', 'BookingExpired'],
      reached: { held: at(0) },
    };
    for (let number = 1; number <= 3; number += 1) {
      await keep('journey', `booking-L${number}`, at(0), left);
    }
    await keep('journey', 'booking-B', at(0), left, 1);
  });

  it('are counted by how far they went', async () => {
    expect(await funnel(pool)).toEqual([
      { step: 'held', count: 103 },
      { step: 'payment-requested', count: 100 },
      { step: 'captured', count: 100 },
      { step: 'ticketed', count: 100 },
      { step: 'checked-in', count: 0 },
    ]);
  });

  it('take a time to their tickets', async () => {
    expect(await timeToTicket(pool)).toEqual({
      ...{ count: 100, p50Ms: 50_500, p95Ms: 95_050, p99Ms: 99_010 },
    });
  });

  it('are counted by their paths, the most common first, and so many of them', async () => {
    const [common, rare] = await commonJourneys(pool, 100);
    expect(common).toEqual({
      path: ['BookingPlaced', 'PaymentRequested', 'PaymentCaptured', 'BookingTicketed'],
      count: 100,
    });
    expect(rare).toEqual({ path: ['BookingPlaced', 'BookingExpired'], count: 3 });
    expect(await commonJourneys(pool, 1)).toEqual([common]);
  });
});

describe('lost sales', () => {
  const flights = 2_000;

  beforeAll(async () => {
    await pool.query(
      `INSERT INTO views.lost_sales (stream_id, generation, version, as_of, state)
       SELECT 'refusals-' || n, generation, 1, $1::timestamptz + n * interval '1 minute',
         json_build_object('flightId', 'ZZ' || n, 'counts', json_build_array(json_build_object(
           'cabin', 'economy', 'reason', 'sold-out', 'count', n, 'minute',
           to_char(($1::timestamptz + n * interval '1 minute') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))))
       FROM generate_series(1, ${flights}) AS n, views.generation WHERE view = 'lost_sales'`,
      [at(0)],
    );
    const row: LostSalesState = {
      flightId: 'ZZ0',
      counts: [
        { minute: at(3_000 * 60_000), cabin: 'business', reason: 'seat-taken', count: 2 },
        { minute: at(60_000), cabin: 'economy', reason: 'sold-out', count: 1 },
      ],
    };
    await keep('lost_sales', 'refusals-0', at(3_001 * 60_000), row);
    await pool.query('ANALYZE views.lost_sales');
  });

  it('are told by flight and minute, the newest first, and so many of them', async () => {
    const told = await lostSales(pool, 1_000);
    expect(told).toHaveLength(1_000);
    expect(told.slice(0, 2)).toEqual([
      {
        ...{ flightId: 'ZZ0', minute: at(3_000 * 60_000) },
        ...{ cabin: 'business', reason: 'seat-taken', count: 2 },
      },
      {
        ...{ flightId: `ZZ${flights}`, minute: at(flights * 60_000) },
        ...{ cabin: 'economy', reason: 'sold-out', count: flights },
      },
    ]);
  });

  it('are planned by the index of the newest, and no other flight is read', async () => {
    const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${newestLostSales}`, [10]);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toMatch('lost_sales_by_as_of');
    expect(plan).not.toMatch('Seq Scan on lost_sales');
  });
});
