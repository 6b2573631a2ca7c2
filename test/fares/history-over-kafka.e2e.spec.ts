import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faresTopic, flightStreamId } from '#contracts';
import { type Capture, captureBy, Fares } from '#fares';
import { WalCapture } from '#tools/capture';
import { type Connect, startConnect } from '#tools/services';
import { expect, it } from 'vitest';
import { readTopic, sendRaw } from '../hazards/topic.js';
import { ask } from '../setup/ask.js';
import { openPipeline, type Pipeline } from '../setup/pipeline.js';
import { kafkaBrokers } from '../setup/service-address.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

const amounts = Array.from({ length: 60 }, (_, index) => 10_000 + 100 * index);
const patient = { timeout: 40_000, interval: 100 };
const never = new AbortController().signal;

/** What an operator has set of two flights, with the revisions that were answered, and what their streams tell. */
interface History {
  set: unknown[];
  told: unknown[];
}

/** Who captures changes in a test, and what of it can be killed. */
interface Captured {
  kill(): Promise<void>;
  begin(): Promise<void>;
  end(): Promise<void>;
}

async function byOutbox(pipeline: Pipeline, way: Capture): Promise<Captured> {
  await captureBy(pipeline.database.ownerUrl, way);
  let relay = await pipeline.start('relay');
  return {
    kill: async () => {
      await relay.kill();
    },
    begin: async () => {
      relay = await pipeline.start('relay');
    },
    end: () => Promise.resolve(),
  };
}

/** A Kafka Connect of the test's own, which can be killed, and the relay beside it, which sends the outbox. */
async function byWal({ database, kafka, log, start }: Pipeline): Promise<Captured> {
  const directory = await mkdtemp(join(tmpdir(), 'contrail-connect-'));
  const progress = () => undefined;
  const startWorker = async (before?: Connect): Promise<Connect> => {
    const place = { directory, brokers: await kafkaBrokers(), prefix: kafka.group('test') };
    return startConnect({ ...place, ...(before && { port: before.port }), progress });
  };
  await start('relay');
  let connect = await startWorker();
  const capture = new WalCapture({
    ...{ ownerUrl: database.ownerUrl, secret: database.secret, log, kafka },
    ...{ connectUrl: connect.url, secretsFolder: directory, progress },
  });
  await capture.begin(never);
  return {
    kill: async () => {
      process.kill(connect.pid, 'SIGKILL');
      await connect.ended;
    },
    begin: async () => {
      connect = await startWorker(connect);
    },
    end: async () => {
      await capture.end('trigger', never);
      await connect.stop();
      await rm(directory, { recursive: true });
    },
  };
}

async function toldOf({ eventStore }: Pipeline, flightId: string): Promise<unknown[]> {
  const { events } = await eventStore.readStream(flightStreamId(flightId), { from: 2, limit: 500 });
  return events.map(({ type, data }) => ({ type, data }));
}

/** Both parts on the way are killed while changes come; then all that was sent is sent once more. */
async function historyBy(way: Capture): Promise<History> {
  const pipeline = await openPipeline();
  const fares = new Fares({ url: pipeline.database.url, onConnectionLost: () => undefined });
  let captured: Captured | undefined;
  try {
    const flightIds = await Promise.all(
      [1, 2].map((number) => scheduleSmallFlight(pipeline.eventStore, number, 12)),
    );
    captured = await (way === 'wal' ? byWal(pipeline) : byOutbox(pipeline, way));
    const processManager = await pipeline.start('process-manager');
    const set: unknown[][] = flightIds.map(() => []);
    for (const [index, amount] of amounts.entries()) {
      for (const [of, flightId] of flightIds.entries()) {
        const fare = { amount, currency: 'USD' } as const;
        const revision = await fares.set({ flightId, cabin: 'economy', ...fare });
        set[of]?.push({ type: 'FareChanged', data: { cabin: 'economy', fare, revision } });
      }
      if (index === 20) await captured.kill();
      if (index === 25) await captured.begin();
      if (index === 35) await processManager.kill();
      if (index === 40) await pipeline.start('process-manager');
    }
    const told = () => Promise.all(flightIds.map((flightId) => toldOf(pipeline, flightId)));
    await expect.poll(told, patient).toEqual(set);
    for (const { key, value } of await readTopic(pipeline.kafka, faresTopic)) {
      await sendRaw(pipeline.kafka, faresTopic, key, value);
    }
    // What comes after the repeats tells that they were handled.
    const [flightId = ''] = flightIds;
    const last = { amount: 1, currency: 'USD' } as const;
    const revision = await fares.set({ flightId, cabin: 'economy', ...last });
    set[0]?.push({ type: 'FareChanged', data: { cabin: 'economy', fare: last, revision } });
    await expect.poll(told, patient).toEqual(set);
    return { set, told: await told() };
  } finally {
    await captured?.end();
    await fares.close();
    await pipeline.stop();
  }
}

/** Revisions are of the clock: everything else of the same changes is the same. */
function withoutRevisions(history: unknown[]): string {
  return JSON.stringify(history).replaceAll(/"revision":\d+/g, '"revision":0');
}

it('the same changes are the same history, event by event, whoever captures them, across kills and repeats', async () => {
  const histories: History[] = [];
  for (const way of ['trigger', 'application', 'wal'] as const) {
    histories.push(await historyBy(way));
  }
  for (const { told, set } of histories) expect(told).toEqual(set);
  expect(new Set(histories.map(({ told }) => withoutRevisions(told))).size).toBe(1);
}, 300_000);
it('a row that cannot be read is a dead letter, and the fares behind it go on', async () => {
  const pipeline = await openPipeline();
  const fares = new Fares({ url: pipeline.database.url, onConnectionLost: () => undefined });
  try {
    await captureBy(pipeline.database.ownerUrl, 'trigger');
    const flightId = await scheduleSmallFlight(pipeline.eventStore, 1, 12);
    await Promise.all([pipeline.start('relay'), pipeline.start('process-manager')]);
    await pipeline.kafka.ensureTopics();
    await sendRaw(pipeline.kafka, faresTopic, flightId, '{"amount": "free"}');
    await fares.set({ flightId, cabin: 'economy', amount: 1, currency: 'USD' });
    await expect.poll(() => toldOf(pipeline, flightId), patient).toHaveLength(1);
    const parked = await ask(
      pipeline.database.url,
      `SELECT stream_id FROM streaming.parked_message WHERE type = 'unreadable'`,
    );
    expect(parked).toHaveLength(1);
  } finally {
    await fares.close();
    await pipeline.stop();
  }
}, 120_000);
