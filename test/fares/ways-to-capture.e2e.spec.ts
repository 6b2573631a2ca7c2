import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { type Capture, captureInPlace, FareCapture, Fares, leftUnread } from '#fares';
import pg from 'pg';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningApplication } from '../setup/application.js';
import { ask } from '../setup/ask.js';
import { fareSet, faresToldOf, type ToldFare } from '../setup/fares.js';
import { openPipeline, type Pipeline } from '../setup/pipeline.js';
import { kafkaBrokers } from '../setup/service-address.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';
import { openWalCapture, type TestedWalCapture } from '../setup/wal-capture.js';

const patient = { timeout: 40_000, interval: 100 };
const never = new AbortController().signal;
/** Only ours may be taken over by a standby. */
const slots = 'SELECT failover FROM pg_replication_slots WHERE slot_name = fares.slot()';

let pipeline: Pipeline;
let fares: Fares;
let wal: TestedWalCapture;
let relay: RunningApplication;
let flights = 0;

beforeAll(async () => {
  pipeline = await openPipeline();
  fares = new Fares({ url: pipeline.database.url, onConnectionLost: () => undefined });
  [relay] = await Promise.all([pipeline.start('relay'), pipeline.start('process-manager')]);
  wal = await openWalCapture(pipeline);
}, 60_000);

afterAll(async () => {
  await wal.end();
  await fares.close();
  await pipeline.stop();
}, 90_000);

function newFlight(): Promise<string> {
  flights += 1;
  return scheduleSmallFlight(pipeline.eventStore, flights, 12);
}

function told(flightId: string): Promise<ToldFare[]> {
  return faresToldOf(pipeline, flightId);
}

function connector(): string {
  return `${wal.connectUrl}/connectors/${pipeline.kafka.topic('contrail.fares')}`;
}

function change(way: Capture): Promise<void> {
  return way === 'wal' ? wal.capture.begin(never) : wal.capture.end(way, never);
}

function asOwner(work: (capture: FareCapture) => Promise<void>): Promise<void> {
  return FareCapture.with(pipeline.database.ownerUrl, work);
}

/** As an operator of PostgreSQL may. */
async function dropSlot(): Promise<void> {
  await ask(
    pipeline.database.ownerUrl,
    `SELECT pg_terminate_backend(active_pid, 5000) FROM pg_replication_slots
      WHERE slot_name = fares.slot() AND active_pid IS NOT NULL`,
  );
  await ask(pipeline.database.ownerUrl, 'SELECT pg_drop_replication_slot(fares.slot())');
}

/** Sets fares without a pause until the work is done; answers what is to be told of them. */
async function whileFaresChange(flightId: string, work: () => Promise<void>): Promise<ToldFare[]> {
  const set: ToldFare[] = [];
  const working = work();
  const isOver = working.then(
    () => true,
    () => true,
  );
  do set.push(await fareSet(fares, flightId, 10_000 + set.length));
  while (!(await Promise.race([isOver, pause(10, false)])));
  await working;
  return set;
}

describe('another way to capture', () => {
  it('loses no change that comes meanwhile, and keeps their order, to and fro', async () => {
    const flightId = await newFlight();
    const set = await whileFaresChange(flightId, async () => {
      for (const way of ['wal', 'application', 'wal', 'trigger'] as const) {
        await change(way);
        await pause(300);
      }
    });
    await expect.poll(() => told(flightId).then((all) => all.length), patient).toBe(set.length);
    expect(await told(flightId)).toEqual(set);
    expect(await ask(pipeline.database.ownerUrl, slots)).toEqual([]);
  }, 120_000);

  it('goes on where it was left in the middle', async () => {
    const flightId = await newFlight();
    await change('wal');
    await wal.kill();
    const set = [await fareSet(fares, flightId, 1)];
    await asOwner((capture) => capture.captureBy('trigger'));
    set.push(await fareSet(fares, flightId, 2));
    await pause(500);
    expect(await told(flightId)).toEqual([]);
    await wal.startAgain();
    await change('trigger');
    await expect.poll(() => told(flightId), patient).toEqual(set);
  }, 90_000);
});

describe('a change of the way that is broken off', () => {
  it('before the relay has emptied the outbox is followed by another in the order of the changes', async () => {
    const flightId = await newFlight();
    await relay.stop();
    const set = [await fareSet(fares, flightId, 1), await fareSet(fares, flightId, 2)];
    const stopping = new AbortController();
    const broken = wal.capture.begin(stopping.signal);
    const isChosen = () => ask(pipeline.database.ownerUrl, 'SELECT way FROM fares.capture');
    await expect.poll(isChosen, patient).toEqual([{ way: 'wal' }]);
    set.push(await fareSet(fares, flightId, 3));
    stopping.abort(new Error('somebody stops it'));
    await expect(broken).rejects.toThrow();
    const changed = change('trigger');
    await pause(500);
    set.push(await fareSet(fares, flightId, 4));
    relay = await pipeline.start('relay');
    await changed;
    await change('wal');
    set.push(await fareSet(fares, flightId, 5));
    await expect.poll(() => told(flightId), patient).toEqual(set);
    await change('trigger');
  }, 90_000);

  it.each(['wal', 'application'] as const)(
    'when there is a slot and nothing else, is followed by %s',
    async (way) => {
      const flightId = await newFlight();
      await change('trigger');
      await asOwner((capture) => capture.slot.make());
      const set = [await fareSet(fares, flightId, 1)];
      await change(way);
      set.push(await fareSet(fares, flightId, 2));
      await expect.poll(() => told(flightId), patient).toEqual(set);
      expect(await ask(pipeline.database.ownerUrl, slots)).toHaveLength(way === 'wal' ? 1 : 0);
    },
    60_000,
  );

  it('by a connector that fails is gone on with when it runs', async () => {
    const flightId = await newFlight();
    await change('wal');
    const set = [await fareSet(fares, flightId, 1)];
    const { body: right } = await request(connector()).get('/config');
    const wrong = { ...right, 'publication.name': 'nowhere', 'errors.max.retries': '0' };
    await request(connector()).put('/config').send(wrong).expect(200);
    const states = async () => (await request(connector()).get('/status')).body.tasks[0]?.state;
    await expect.poll(states, patient).toBe('FAILED');
    set.push(await fareSet(fares, flightId, 2));
    await change('trigger');
    set.push(await fareSet(fares, flightId, 3));
    await expect.poll(() => told(flightId), patient).toEqual(set);
  }, 60_000);

  it('by a writer is begun again by who looks after it', async () => {
    const flightId = await newFlight();
    await change('wal');
    await wal.kill();
    await dropSlot();
    const writer = new pg.Client({ connectionString: pipeline.database.ownerUrl });
    await writer.connect();
    await writer.query('BEGIN');
    // As a write locks it, but without a transaction id, which would hold back every other test that follows a log.
    await writer.query('LOCK TABLE fares.fare IN ROW EXCLUSIVE MODE');
    const looking = new AbortController();
    const before = wal.told.length;
    const looked = wal.capture.keep(looking.signal);
    await wal.startAgain();
    const lines = () => wal.told.slice(before).join();
    await expect.poll(lines, patient).toMatch(/not read: Error: .* a transaction has written/);
    await writer.query('ROLLBACK');
    await writer.end();
    const set = [await fareSet(fares, flightId, 1)];
    await expect.poll(() => told(flightId), patient).toEqual(set);
    await expect.poll(lines, patient).toMatch(/changes of fares are read again/);
    expect(await ask(pipeline.database.ownerUrl, slots)).toEqual([{ failover: true }]);
    looking.abort();
    await looked;
  }, 90_000);

  it('is left by who looked after the former one', async () => {
    await change('wal');
    const before = wal.told.length;
    const looked = wal.capture.keep(never);
    await change('application');
    await looked;
    expect(wal.told.slice(before).join()).toMatch(
      /another start has changed how they are captured/,
    );
    expect(await ask(pipeline.database.ownerUrl, slots)).toEqual([]);
  }, 60_000);
});

describe('the write-ahead log', () => {
  it.each([
    ['stop', 'STOPPED'],
    ['pause', 'PAUSED'],
  ])(
    'is read on by a connector that somebody told to %s',
    async (how, state) => {
      const flightId = await newFlight();
      await change('wal');
      await fetch(`${connector()}/${how}`, { method: 'PUT' });
      const present = async () => (await request(connector()).get('/status')).body.connector.state;
      await expect.poll(present, patient).toBe(state);
      const before = wal.told.length;
      const set = [await fareSet(fares, flightId, 1)];
      const looking = new AbortController();
      const looked = wal.capture.keep(looking.signal);
      await expect.poll(() => told(flightId), patient).toEqual(set);
      await expect
        .poll(() => wal.told.slice(before), patient)
        .toContain(`changes of fares are not read: the connector is ${state}`);
      looking.abort();
      await looked;
    },
    60_000,
  );

  it('that nobody can read to its end is left, and the fares that stand are told', async () => {
    const flightId = await newFlight();
    await change('wal');
    await wal.kill();
    await fareSet(fares, flightId, 1);
    const stands = await fareSet(fares, flightId, 2);
    const lines: string[] = [];
    await captureInPlace(pipeline.database.ownerUrl, 'trigger', (line) => lines.push(line));
    expect(lines).toEqual([leftUnread]);
    await expect.poll(() => told(flightId), patient).toEqual([stands]);
    expect(await ask(pipeline.database.ownerUrl, slots)).toEqual([]);
    await wal.startAgain();
  }, 90_000);

  it('is read on by a connector that was taken away, or whose slot was, though it makes another', async () => {
    const flightId = await newFlight();
    await change('wal');
    const looking = new AbortController();
    const looked = wal.capture.keep(looking.signal);
    await fetch(connector(), { method: 'DELETE' });
    const set = [await fareSet(fares, flightId, 1)];
    await expect.poll(() => told(flightId), patient).toEqual(set);
    await expect
      .poll(() => wal.told, patient)
      .toContain('changes of fares are not read: there is no connector');
    await wal.kill();
    await dropSlot();
    await fareSet(fares, flightId, 2);
    set.push(await fareSet(fares, flightId, 3));
    const capture = () =>
      request(relay.url)
        .get('/health/ready')
        .then(({ body }) => body.parts.capture.status);
    expect(await capture()).toBe('unavailable');
    await wal.startAgain();
    await expect.poll(() => told(flightId), patient).toEqual(set);
    expect(await ask(pipeline.database.ownerUrl, slots)).toEqual([{ failover: true }]);
    expect(await capture()).toBe('ok');
    looking.abort();
    await looked;
  }, 120_000);

  it.each(['trigger', 'wal'] as const)(
    'is looked after, or left by %s, by a process of its own beside the parts',
    async (way) => {
      const flightId = await newFlight();
      await change(way === 'wal' ? 'trigger' : 'wal');
      const { ownerUrl, secret } = pipeline.database;
      const child = spawn(process.execPath, ['dist/tools/capture/src/main.js'], {
        env: {
          ...process.env,
          ...{ DATABASE_URL: ownerUrl, CONTRAIL_SECRET: secret, CAPTURE: way },
          ...{ KAFKA_BROKERS: await kafkaBrokers(), KAFKA_PREFIX: pipeline.prefix },
          ...{ CONNECT_URL: wal.connectUrl, CONNECT_SECRETS: wal.directory },
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const ended = once(child, 'exit');
      let printed = '';
      child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
      await expect
        .poll(() => printed, patient)
        .toContain(`changes of fares are captured: ${way}\n`);
      const set = [await fareSet(fares, flightId, 1)];
      await expect.poll(() => told(flightId), patient).toEqual(set);
      await pause(1000);
      expect(child.exitCode).toBeNull();
      child.kill('SIGTERM');
      expect(await ended).toEqual([0, null]);
    },
    60_000,
  );

  it('is read by a role that sees the table of fares alone, and is let in while it reads', async () => {
    const rights = await ask(
      pipeline.database.ownerUrl,
      `SELECT rolcanlogin AS login,
           has_table_privilege(rolname, 'fares.fare', 'SELECT') AS fares,
          has_table_privilege(rolname, 'fares.fare', 'UPDATE') AS set,
          has_schema_privilege(rolname, 'log', 'USAGE') AS log, rolsuper AS super
        FROM pg_roles WHERE rolname = current_database() || '_capture'`,
    );
    expect(rights).toEqual([{ login: true, fares: true, set: false, log: false, super: false }]);
    await change('trigger');
    const isLetIn = `SELECT FROM pg_roles WHERE rolname = current_database() || '_capture' AND rolcanlogin`;
    expect(await ask(pipeline.database.ownerUrl, isLetIn)).toEqual([]);
  });
});
