import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLoad, toEnd } from '../command-line/contrail.js';
import { type RunningApplication, startApplication } from '../setup/application.js';
import { ask } from '../setup/ask.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';

let database: TestDatabase;
let application: RunningApplication;
let folder: string;

beforeAll(async () => {
  database = await createDatabase();
  application = await startApplication(database);
  folder = await mkdtemp(join(tmpdir(), 'contrail-load-'));
});

afterAll(async () => {
  await application.stop();
  await database.drop();
  await rm(folder, { recursive: true });
});

/** A short run, with far more bookings than users would make. */
function run(...options: string[]) {
  const short = ['--duration', '6', '--ramp', '1', '--rate', '100', '--ratio', '10', '--days', '1'];
  const out = ['--url', application.url, '--out', join(folder, 'report')];
  return toEnd(startLoad({}, ...short, ...out, ...options));
}

async function reported() {
  return JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'));
}

describe('the load test of a sound application', () => {
  it('fails no read, loses no booking, and reports what it saw', async () => {
    const { code, err } = await run();
    expect(err).toMatch(/^\d of 6 s: \d+ reads\/s; p50 .*; 0 failed; \d+ bookings, 0 conflicts$/m);
    expect(code).toBe(0);
    const { reads, bookings, rungs, stalenessOfChangedMs, checks, proof, seconds, regions } =
      await reported();
    expect(reads.count).toBeGreaterThan(100);
    expect(reads.failed).toBe(0);
    expect(bookings.acknowledged).toBeGreaterThan(5);
    expect(bookings.paid).toBe(bookings.acknowledged);
    expect(rungs.browser).toBeGreaterThan(0);
    expect(rungs.edge).toBeGreaterThan(0);
    expect(rungs.memory).toBeGreaterThan(0);
    expect(stalenessOfChangedMs.count).toBeGreaterThan(0);
    expect(checks).toEqual({ oversold: 0, lost: 0, disagreeing: 0 });
    expect(proof.comparedWithLog).toBeGreaterThan(0);
    expect(seconds).toHaveLength(6);
    expect(Object.keys(regions).sort()).toEqual(['asia-pacific', 'europe', 'north-america']);
  });

  it('writes a page that needs no network', async () => {
    const page = await readFile(join(folder, 'report.html'), 'utf8');
    expect(page).not.toMatch(/(src|href)\s*=\s*["']?(https?:)?\/\//i);
    expect(page).toContain('Share of each rung of the read ladder');
  });

  it('sets two runs side by side', async () => {
    const report = join(folder, 'report.json');
    const out = join(folder, 'both');
    const { code } = await toEnd(startLoad({}, '--compare', report, report, '--out', out));
    expect(code).toBe(0);
    expect(await readFile(`${out}.html`, 'utf8')).toContain('Contrail and Contrail');
  });
});

/** What is planted in the application's database, and what takes it out again. */
const faults = {
  'a seat that is offered though it is taken': {
    plant: `CREATE FUNCTION public.plant() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        NEW.state := jsonb_set(NEW.state::jsonb, '{taken}', '{}')::json;
        RETURN NEW;
      END $$;
      CREATE TRIGGER plant BEFORE INSERT OR UPDATE ON views.seat_map
        FOR EACH ROW EXECUTE FUNCTION public.plant()`,
    found: {
      oversold: expect.toSatisfy((count: number) => count > 0),
      disagreeing: expect.toSatisfy((count: number) => count > 0),
    },
    told: /is offered as free/,
  },
  'a booking that is lost': {
    plant: `CREATE FUNCTION public.plant() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        NEW.state := NULL;
        RETURN NEW;
      END $$;
      CREATE TRIGGER plant BEFORE INSERT OR UPDATE ON views.booking
        FOR EACH ROW EXECUTE FUNCTION public.plant()`,
    found: { lost: expect.toSatisfy((count: number) => count > 0) },
    told: /was acknowledged, and reading it answers 404/,
  },
};

describe.each(Object.entries(faults))('%s', (_fault, { plant, found, told }) => {
  beforeAll(() => ask(database.ownerUrl, plant));

  afterAll(() => ask(database.ownerUrl, 'DROP FUNCTION public.plant CASCADE'));

  it('is found by the load test, which fails and tells it', async () => {
    const { code, out } = await run('--seed', '2');
    expect(code).toBe(1);
    expect(out).toMatch(told);
    expect((await reported()).checks).toMatchObject(found);
  });
});

it('a read that fails is counted, told, and fails the load test', async () => {
  await ask(database.ownerUrl, 'ALTER TABLE views.seat_map RENAME TO seat_map_elsewhere');
  const { code, out } = await run('--ratio', '1000000');
  await ask(database.ownerUrl, 'ALTER TABLE views.seat_map_elsewhere RENAME TO seat_map');
  expect(code).toBe(1);
  expect(out).toMatch(/^failed \d+ ×: GET seats: 5\d\d$/m);
  expect((await reported()).reads.failed).toBeGreaterThan(0);
});

it('an instance without the flights that are looked for is told what it needs', async () => {
  const { code, err } = await run('--from', '2031-05-01');
  expect(code).toBe(1);
  expect(err).toMatch(/answers 404 for .*: it needs the schedule of 2031-05-01/);
});

it.each([
  ['--url', 'localhost:3000', 'is not an address like http://127.0.0.1:3000'],
  ['--ratio', '0', 'is not a whole number from 5 to 1000000'],
  ['--from', 'tomorrow', 'is not a date like 2026-12-05'],
])('a wrong option is named: %s %s', async (option, value, fault) => {
  const { code, err } = await run(option, value);
  expect(code).toBe(2);
  expect(err).toContain(option);
  expect(err).toContain(fault);
});
