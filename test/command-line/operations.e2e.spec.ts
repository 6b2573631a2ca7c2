import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operatorKey, type RunningApplication, startProcess } from '../setup/application.js';
import { hold, pay } from '../setup/desk.js';
import { contrail, startContrail, toEnd } from './contrail.js';
import { expectPostgresGone, stoppedInstance } from './data-directory.js';

const storm = '2027-02-08';
const patient = { timeout: 30_000, interval: 100 };
const env = { CONTRAIL_OPERATOR_KEY: operatorKey };

let data: string;
let remove: () => Promise<void>;

beforeAll(async () => {
  ({ data, remove } = await stoppedInstance());
  const scheduled = await contrail(
    {},
    ...['import', '--data', data, '--from', storm, '--days', '1'],
  );
  expect(scheduled.code).toBe(0);
});

afterAll(() => remove());

const args = (date: string, speed: number) => [
  ...['operations', '--data', data],
  ...['--date', date, '--speed', `${speed}`],
];

/** What the last line tells: facts that were recorded, that were already, and that were refused. */
function counted(out: string): number[] {
  const counts = /^(\d+) recorded, (\d+) were recorded already, (\d+) refused, in \d+\.\d s$/m;
  return (counts.exec(out) ?? []).slice(1).map(Number);
}

describe('a day that is played on a running instance', () => {
  const cancelled = `EV3267-EWR-${storm}`;
  let instance: RunningApplication;

  beforeAll(async () => {
    instance = await startProcess({ CONTRAIL_DATA: data });
  });

  afterAll(async () => {
    expect(await instance.stop()).toBe(0);
  });

  async function booking(recordLocator: string) {
    const answer = await request(instance.url)
      .get(`/v1/bookings/${recordLocator}`)
      .set('Authorization', `Bearer ${operatorKey}`);
    return answer.body;
  }

  it('is stopped, and goes on where it stopped; live views and refunds follow', async () => {
    const held = await hold(instance.url, [cancelled]);
    await pay(instance.url, held).expect(200);
    const running = startContrail(env, ...args(storm, 5_000));
    await running.told(/: [1-9]\d* of 1627 facts/);
    running.signal('SIGINT');
    const stopped = await toEnd(running);
    expect(stopped).toMatchObject({ code: 130, out: '' });
    expect(stopped.err).toMatch(
      /\d+ recorded, 0 were recorded already, 0 refused; the same command goes on/,
    );

    const rest = await contrail(env, ...args(storm, 1_000_000));
    expect(rest).toMatchObject({ code: 0 });
    const [recorded = 0, already = 0, refused] = counted(rest.out);
    expect(already).toBeGreaterThan(0);
    expect([recorded + already, refused]).toEqual([1627, 0]);

    const flight = async () =>
      (await request(instance.url).get(`/v1/flights/${cancelled}`)).body.status;
    await expect.poll(flight, patient).toBe('cancelled');
    const refund = async () => (await booking(held.recordLocator)).refund;
    await expect.poll(refund, patient).toEqual(held.total);
  }, 180_000);

  it('is found by its address alone, by who has the key', async () => {
    const elsewhere = ['operations', '--url', `${instance.url}/`, '--date', '2027-02-09'];
    const { code, err } = await contrail(env, ...elsewhere);
    expect(code).toBe(1);
    expect(err).toMatch('the flights of 2027-02-09 are not scheduled');
    const keyless = await contrail({}, ...elsewhere);
    expect(keyless.code).toBe(1);
    expect(keyless.err).toMatch(/the configuration is wrong: CONTRAIL_OPERATOR_KEY: /);
  });

  it('has no flights where none are scheduled: the command says so', async () => {
    const { code, err } = await contrail(env, ...args('2027-02-09', 600));
    expect(code).toBe(1);
    expect(err).toMatch(
      'flights of 2027-02-09 are not scheduled: import --from 2027-02-09 --days 1',
    );
  });

  it("is not played by who is no operator of the instance's", async () => {
    const stranger = { CONTRAIL_OPERATOR_KEY: 'another-operators-key' };
    const { code, err } = await contrail(stranger, ...args(storm, 600));
    expect(code).toBe(1);
    expect(err).toMatch("the operators' key is not the instance's: it answers 401");
  });
});

describe('a day that is played on a stopped instance', () => {
  it('starts it for the time; what was recorded before is passed over', async () => {
    const again = await contrail({}, ...args(storm, 1_000_000));
    expect(again).toMatchObject({ code: 0 });
    expect(counted(again.out)).toEqual([0, 1627, 0]);
    await expectPostgresGone(again.err);
  }, 180_000);
});
