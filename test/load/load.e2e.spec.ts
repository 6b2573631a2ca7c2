import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { datesFrom, tomorrowInNewYork } from '#tools/import';
import { startLoad, toEnd } from '../command-line/contrail.js';
import { type RunningApplication, startApplication } from '../setup/application.js';
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

const some = expect.toSatisfy((count: number) => count > 0);

/** What is planted in the application: a module of it has another line. */
const faults = {
  'a seat that is offered though it is taken': {
    module: '/dist/libs/views/src/folds/seats-taken.js',
    sound: "return { ...before, ...every(data.seats, 'sold') };",
    faulty: 'return without(before, data.seats);',
    told: /is offered as free/,
    found: { checks: { oversold: some, disagreeing: some } },
  },
  'a booking that is lost': {
    module: '/dist/libs/views/src/folds/booking.js',
    sound: 'evolve: (state, event) => {',
    faulty: 'evolve: (state, event) => { return null;',
    told: /was acknowledged, and reading it answers 404/,
    found: { checks: { lost: some } },
  },
  'a read that fails': {
    module: '/dist/libs/views/src/folds/render.js',
    sound: "const stateOf = (seat) => state.taken[seat] ?? 'available';",
    faulty: "throw new Error('planted');",
    told: /^failed \d+ ×: GET seats: 500$/m,
    found: { reads: { failed: some } },
  },
};

it.each(Object.entries(faults))(
  '%s is found by the load test, which fails and tells it',
  async (_fault, { told, found, ...planted }) => {
    const faulty = await startApplication(database, {
      NODE_OPTIONS: `--import ${new URL('./planted-fault.mjs', import.meta.url).href}`,
      PLANTED_FAULT: JSON.stringify(planted),
    });
    const { code, out } = await run('--seed', '2', '--url', faulty.url);
    await faulty.stop();
    expect(code).toBe(1);
    expect(out).toMatch(told);
    expect(await reported()).toMatchObject(found);
  },
);

it('an instance that ends in mid-run fails the run, which ends, and tells what could not be proven', async () => {
  const second = await startApplication(database);
  const out = join(folder, 'ended');
  const short = ['--duration', '6', '--ramp', '1', '--rate', '100', '--ratio', '10', '--days', '1'];
  const running = startLoad({}, ...short, '--seed', '3', '--url', second.url, '--out', out);
  await running.told(/^4 of 6 s: .*; [1-9]\d* bookings/m);
  await second.stop();
  const ended = await toEnd(running);
  expect(ended.code).toBe(1);
  expect(ended.out).toMatch(/^failed \d+ ×: GET availability: /m);
  expect(ended.out).toMatch(/ cannot be read: /);
  const { checks } = JSON.parse(await readFile(`${out}.json`, 'utf8'));
  expect(checks.lost).toBeGreaterThan(0);
});

it('Ctrl-C ends the run early, with its proof and its report, and the code of the signal', async () => {
  const out = join(folder, 'stopped');
  const long = ['--duration', '600', '--ramp', '0', '--rate', '50', '--days', '1'];
  const running = startLoad({}, ...long, '--url', application.url, '--out', out);
  await running.told(/^2 of 600 s: /m);
  running.signal('SIGINT');
  expect((await toEnd(running)).code).toBe(130);
  const { durationMs, reads } = JSON.parse(await readFile(`${out}.json`, 'utf8'));
  expect(durationMs).toBeLessThan(60_000);
  expect(reads.failed).toBe(0);
});

it('a report that cannot be written is told on the terminal', async () => {
  // A page that has no room: a device that is always full.
  await symlink('/dev/full', join(folder, 'full.html'));
  const { code, out, err } = await run('--out', join(folder, 'full'));
  expect(code).toBe(1);
  expect(err).toContain('ENOSPC');
  expect(JSON.parse(out.trim().split('\n').at(-1) ?? '')).toMatchObject({ reads: { failed: 0 } });
});

it('an instance that lacks some of the dates is told before the run which one is the first', async () => {
  const [, second] = datesFrom(tomorrowInNewYork(new Date().toISOString()), 2);
  const { code, err } = await run('--days', '30');
  expect(code).toBe(1);
  expect(err).toContain(`it needs the schedule of ${String(second)} (`);
  expect(err).not.toContain(' reads/s');
});

it.each([
  ['{ "reads": 1 ', 'is no report of a load test: ✖ no JSON'],
  ['{}', 'is no report of a load test: ✖ Invalid input'],
])('a broken report is named: %s', async (text, fault) => {
  const broken = join(folder, 'broken.json');
  await writeFile(broken, text);
  const { code, err } = await toEnd(startLoad({}, '--compare', broken, broken));
  expect(code).toBe(1);
  expect(err).toContain(`${broken} ${fault}`);
});

it('one report is compared with nothing', async () => {
  const { code, err } = await toEnd(startLoad({}, '--compare', join(folder, 'report.json')));
  expect(code).toBe(1);
  expect(err).toContain('--compare takes two reports');
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
