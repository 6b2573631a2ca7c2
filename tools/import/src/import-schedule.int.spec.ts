import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flightStreamId } from '#domain';
import { EventStore } from '#event-store';
import type { TestDatabase } from '../../../test/setup/database.js';
import { createDatabase } from '../../../test/setup/database.js';
import type { ImportProgress, ScheduleImport } from './import-schedule.js';
import { importSchedule } from './import-schedule.js';

let database: TestDatabase;
let eventStore: EventStore;
let reader: pg.Client;

beforeAll(async () => {
  database = await createDatabase();
  eventStore = new EventStore({ url: database.url, onConnectionLost: () => undefined });
  reader = new pg.Client({ connectionString: database.url });
  await reader.connect();
});

afterAll(async () => {
  await reader.end();
  await eventStore.close();
  await database.drop();
});

function run(schedule: Pick<ScheduleImport, 'from' | 'days'> & Partial<ScheduleImport>) {
  return importSchedule({ eventStore, progress: () => undefined, ...schedule });
}

/** How many events the flights of the date have in the log. */
async function inLog(date: string): Promise<number> {
  const { rowCount } = await reader.query('SELECT FROM log.event WHERE stream_id LIKE $1', [
    `flight-%-${date}`,
  ]);
  return rowCount ?? 0;
}

describe('the import', () => {
  it('schedules a day, and adds nothing when it is repeated', async () => {
    const seen: ImportProgress[] = [];
    const progress = (done: ImportProgress) => void seen.push(done);
    const day = { from: '2026-12-05', days: 1 };
    expect(await run({ ...day, progress })).toEqual({ scheduled: 969, alreadyThere: 0 });
    expect(seen).toEqual([
      { scheduled: 500, alreadyThere: 0, daysDone: 0, days: 1 },
      { scheduled: 969, alreadyThere: 0, daysDone: 1, days: 1 },
    ]);
    expect(await run(day)).toEqual({ scheduled: 0, alreadyThere: 969 });
    expect(await inLog('2026-12-05')).toBe(969);
  });

  it('writes one FlightScheduled to the stream of each flight', async () => {
    await run({ from: '2026-12-06', days: 1 });
    const streamId = flightStreamId('UA15-EWR-2026-12-06');
    const page = await eventStore.readStream(streamId, { from: 1, limit: 10 });
    expect(page).toMatchObject({
      version: 1,
      events: [
        {
          type: 'FlightScheduled',
          schemaVersion: 1,
          data: { flightId: 'UA15-EWR-2026-12-06' },
          metadata: { actor: 'import' },
        },
      ],
    });
  });

  it('completes what an interrupted one began', async () => {
    const stopped = new AbortController();
    const range = { from: '2026-12-30', days: 4 };
    const begun = run({
      ...range,
      signal: stopped.signal,
      progress: ({ daysDone }) => {
        if (daysDone === 2) stopped.abort(new Error('stopped'));
      },
    });
    await expect(begun).rejects.toThrow('stopped');
    expect(await inLog('2027-01-01')).toBe(0);
    expect(await run(range)).toEqual({ scheduled: 842 + 943, alreadyThere: 968 + 776 });
  });

  it('schedules each flight once when three run at the same time', async () => {
    const ranges = [
      { from: '2027-02-27', days: 3 },
      { from: '2027-02-27', days: 3 },
      { from: '2027-02-28', days: 3 },
    ];
    const results = await Promise.all(ranges.map(run));
    const counts = [];
    for (const day of ['2027-02-27', '2027-02-28', '2027-03-01', '2027-03-02']) {
      counts.push(await inLog(day));
    }
    const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
    expect(sum(results.map(({ scheduled }) => scheduled))).toBe(sum(counts));
    expect(counts).toEqual([945, 964, 958, 765]);
  });
});
