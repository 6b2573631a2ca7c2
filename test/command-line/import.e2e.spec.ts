import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProcess } from '../setup/application.js';
import { createDatabase } from '../setup/database.js';
import { contrail, startContrail, startServer, toEnd } from './contrail.js';
import { expectPostgresGone, stoppedInstance } from './data-directory.js';

let data: string;
let remove: () => Promise<void>;

beforeAll(async () => {
  ({ data, remove } = await stoppedInstance());
});

afterAll(() => remove());

/** Imports on a data directory. */
const args = (from: string, days: number) => [
  ...['import', '--data', data],
  ...['--from', from, '--days', `${days}`],
];

/** An import that takes longer than any test looks at it, once it is at work. */
async function longImport(from: string) {
  const running = startContrail({}, ...args(from, 366));
  await running.told(/: [1-9]\d* flights scheduled/);
  return running;
}

function counted(out: string): number[] {
  const counts =
    /^(\d+) flights scheduled, (\d+) were there already, in \d+\.\d s \(\d+ flights\/s\)\n$/;
  return (counts.exec(out) ?? []).slice(1).map(Number);
}

describe('import into a stopped instance', () => {
  it('starts PostgreSQL for the time, and adds nothing when it is repeated', async () => {
    const first = await contrail({}, ...args('2027-03-01', 2));
    expect(first).toMatchObject({
      code: 0,
      err: expect.stringMatching(/^\d+% \d+ flights\/s: .*already$/m),
    });
    expect(counted(first.out)).toEqual([958 + 765, 0]);
    await expectPostgresGone(first.err);
    const second = await contrail({}, ...args('2027-03-01', 2));
    expect(counted(second.out)).toEqual([0, 958 + 765]);
    await expectPostgresGone(second.err);
  });

  it('after kill -9 completes what was begun, and ends the PostgreSQL that was left', async () => {
    const running = startContrail({}, ...args('2027-03-03', 4));
    await running.told(/: [1-9]\d* flights scheduled/);
    running.signal('SIGKILL');
    expect(await running.ended).toBe(null);
    const again = await contrail({}, ...args('2027-03-03', 4));
    const [scheduled = 0, alreadyThere = 0] = counted(again.out);
    expect(alreadyThere).toBeGreaterThan(0);
    expect(counted((await contrail({}, ...args('2027-03-03', 4))).out)).toEqual([
      0,
      scheduled + alreadyThere,
    ]);
    expect(again.err).toMatch(/was running already/);
    await expectPostgresGone(again.err);
  });

  it('stops between two appends on Ctrl-C, tells so, and leaves no process', async () => {
    const running = await longImport('2027-04-01');
    running.signal('SIGINT');
    const { code, out, err } = await toEnd(running);
    expect({ code, out }).toEqual({ code: 130, out: '' });
    expect(err).toMatch(
      /\d+ flights scheduled, .*; the same command goes on from there\nstopped\n$/,
    );
    await expectPostgresGone(err);
  });

  it('keeps others from the data directory while it is at work, and tells them who it is', async () => {
    const running = await longImport('2028-04-01');
    const taken =
      /the command import \(process \d+\) works on the data directory .*: let it end first/;
    const start = await toEnd(startServer({}, '--port', '0', '--data', data));
    expect(start).toMatchObject({ code: 1, err: expect.stringMatching(taken) });
    const verification = await contrail({}, 'verify', '--data', data);
    expect(verification).toMatchObject({ code: 1, err: expect.stringMatching(taken) });
    running.signal('SIGTERM');
    expect(await running.ended).toBe(143);
  });
});

describe('import beside a running instance', () => {
  it('shows its flights there, and the instance runs on', async () => {
    const instance = await startProcess({ CONTRAIL_DATA: data });
    const { code, out } = await contrail({}, ...args('2027-03-08', 1));
    expect(code).toBe(0);
    const [scheduled] = counted(out);
    expect(scheduled).toBeGreaterThan(900);
    const route = '/v1/flights?origin=JFK&destination=SJU&date=2027-03-08';
    const found = async () => (await request(instance.url).get(route)).body.flights.length;
    await expect.poll(found, { timeout: 30_000 }).toBeGreaterThan(5);
    expect(await instance.stop()).toBe(0);
  });

  it('tells when the instance stops, and both go on another time', async () => {
    const instance = await startProcess({ CONTRAIL_DATA: data });
    const running = await longImport('2029-04-01');
    expect(await instance.stop()).toBe(0);
    const { code, err } = await toEnd(running);
    expect(code).toBe(1);
    expect(err).toMatch(/PostgreSQL ended while the command was at work; .*run it again\n$/);
    const again = await startProcess({ CONTRAIL_DATA: data });
    expect(counted((await contrail({}, ...args('2029-04-01', 1))).out)).toHaveLength(2);
    expect(await again.stop()).toBe(0);
  });
});

it('import into a database needs its address and secret, and no data directory', async () => {
  const { ownerUrl, secret, drop } = await createDatabase();
  const range = ['import', '--from', '2027-03-01', '--days', '1'];
  const nobody = await contrail({ DATABASE_URL: ownerUrl, CONTRAIL_DATA: data }, ...range);
  expect(nobody).toMatchObject({ code: 1, err: expect.stringMatching('another CONTRAIL_SECRET') });
  const env = { DATABASE_URL: ownerUrl, CONTRAIL_SECRET: secret };
  expect(counted((await contrail(env, ...range)).out)).toEqual([958, 0]);
  await drop();
});
