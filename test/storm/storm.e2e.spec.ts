import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startStorm, toEnd } from '../command-line/contrail.js';

/** Of 472: the storm as a whole takes a quarter of an hour, and is run by `npm run storm`. */
const flights = 20;
const kills = 4;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'contrail-storm-report-'));
});

afterAll(() => rm(folder, { recursive: true }));

it('a storm cancels flights while the process-manager is killed: each booking on them is refunded once, and no other touched', async () => {
  const file = join(folder, 'of-today', 'report.json');
  const args = ['--flights', `${flights}`, '--kills', `${kills}`, '--out', file];
  const { code, out, err } = await toEnd(startStorm({}, ...args));
  expect(code, `${out}\n${err}`).toBe(0);
  const report = JSON.parse(await readFile(file, 'utf8'));
  expect(report).toMatchObject({
    flights: { cancelled: flights, others: 19 },
    facts: { refused: [] },
    bookings: { wrong: [] },
    ledger: { balanced: true, owed: 0 },
    verify: { behind: 0, differences: [] },
  });
  const { sold, onCancelledFlights, cancelledAndRefundedOnce, untouched, paid, refunded } =
    report.bookings;
  expect(sold).toBeGreaterThan(500);
  expect(cancelledAndRefundedOnce).toBe(onCancelledFlights);
  expect(untouched).toBe(sold - onCancelledFlights);
  expect(report.ledger.cash).toBe(paid - refunded);
  expect(report.kills).toBeGreaterThan(0);
  expect(err.match(/process-manager has ended \(SIGKILL\)/g)?.length).toBe(report.kills);
}, 600_000);
