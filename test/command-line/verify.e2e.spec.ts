import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStore } from '#event-store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Superuser } from '../../tools/verify/test/superuser.js';
import { type RunningApplication, startApplication } from '../setup/application.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { hold } from '../setup/desk.js';
import { blocksUnder } from '../readme/readme.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';
import { contrail, startContrail, toEnd } from './contrail.js';
import { emptyDataDirectory, expectPostgresGone, stoppedInstance } from './data-directory.js';

describe('verify of a stopped instance', () => {
  it('starts PostgreSQL for the time, signs the head, and answers 0', async () => {
    const { data, remove } = await stoppedInstance();
    const { code, out, err } = await contrail({}, 'verify', '--data', data);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^[\d,]+ events in [\d,]+ streams and .*\nthe log had no signed head before; signed now: .*\nno difference\n$/,
    );
    expect(err).toMatch(/^\d+% \d+ events\/s, streams and views: \d+ of \d+$/m);
    await expectPostgresGone(err);
    expect(await readFile(join(data, 'log-heads.jsonl'), 'utf8')).toMatch(/^{.*}\n$/);
    await expectStopped(data);
    await remove();
  });
});

async function expectStopped(data: string): Promise<void> {
  const running = startContrail({}, 'verify', '--data', data);
  await running.told(/PostgreSQL \S+ started/);
  running.signal('SIGINT');
  const { code, err } = await toEnd(running);
  expect(code).toBe(130);
  expect(err).toMatch(/\nstopped\n$/);
  await expectPostgresGone(err);
}

describe('verify beside a running instance', () => {
  let database: TestDatabase;
  let application: RunningApplication;
  let data: string;
  let superuser: Superuser;
  let flightId: string;
  let otherFlightId: string;

  beforeAll(async () => {
    database = await createDatabase();
    data = await mkdtemp(join(tmpdir(), 'contrail-verify-'));
    const eventStore = new EventStore({ url: database.url, onConnectionLost: () => undefined });
    flightId = await scheduleSmallFlight(eventStore, 1, 12);
    otherFlightId = await scheduleSmallFlight(eventStore, 2, 12);
    await eventStore.close();
    application = await startApplication(database, { CONTRAIL_DATA: data });
    await hold(application.url, [flightId]);
    superuser = await Superuser.connect(database.ownerUrl);
  });

  afterAll(async () => {
    expect(await application.stop()).toBe(0);
    await superuser.close();
    await database.drop();
    await rm(data, { recursive: true });
  });

  const verify = () =>
    contrail(
      { DATABASE_URL: database.ownerUrl, CONTRAIL_SECRET: database.secret, CONTRAIL_DATA: data },
      'verify',
    );

  it('answers 0 when there is no difference', async () => {
    expect(await verify()).toMatchObject({
      code: 0,
      out: expect.stringMatching(/\nno difference\n$/),
    });
  });

  it('names a row and an event that were changed, as the README shows it, and answers 1', async () => {
    await superuser.tamper(
      `UPDATE views.availability SET state = jsonb_set(state::jsonb, '{aircraft,seats}', '13')::json
       WHERE stream_id = $1`,
      [`flight-${flightId}`],
    );
    await superuser.tamper(
      `UPDATE log.event SET data = jsonb_set(data::jsonb, '{distance}', '1725')::json
       WHERE stream_id = $1`,
      [`flight-${otherFlightId}`],
    );
    const { code, out } = await verify();
    expect(code).toBe(1);
    expect(out).toMatch(`view-row views.availability flight-${flightId}@2: expected /state/air`);
    expect(out).toMatch(`hash flight-${otherFlightId}@1: expected `);
    const [shown = ''] = await blocksUnder('Commands', 'text');
    expect(shapeOf(out)).toEqual(shapeOf(shown));
  });
});

/** The lines, without what is another in each run. */
function shapeOf(text: string): string[] {
  const lines = text.trim().split('\n');
  return lines.map((line) =>
    line
      .trim()
      .replaceAll(/flight-\S+@\d+/g, 'FLIGHT')
      .replaceAll(/[0-9a-f]{64}|[0-9a-f]{8}…/g, 'HASH')
      .replaceAll(/\(\S*log-heads\.jsonl\)/g, 'FILE')
      .replaceAll(/\d[\d,.]*/g, 'N'),
  );
}

it('verify of a database that is none of Contrail is told so', async () => {
  const { ownerUrl, drop } = await createDatabase();
  const superuser = await Superuser.connect(ownerUrl);
  await superuser.tamper('DROP SCHEMA log CASCADE');
  await superuser.close();
  const { data, remove } = await emptyDataDirectory();
  const env = { DATABASE_URL: ownerUrl, CONTRAIL_DATA: data };
  const { code, err } = await contrail(env, 'verify');
  expect(code).toBe(1);
  expect(err).toMatch(/the database has not the form of this version.*npm start/);
  await remove();
  await drop();
});
