import { faresTopic } from '#contracts';
import { type CaptureByOutbox, captureInPlace, Fares } from '#fares';
import { endAll } from '#platform/process';
import { expect, it } from 'vitest';
import { readTopic, sendRaw } from '../hazards/topic.js';
import { ask } from '../setup/ask.js';
import { fareSet, faresToldOf, type ToldFare } from '../setup/fares.js';
import { openPipeline, type Pipeline } from '../setup/pipeline.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';
import { openWalCapture } from '../setup/wal-capture.js';

const amounts = Array.from({ length: 60 }, (_, index) => 10_000 + 100 * index);
const patient = { timeout: 40_000, interval: 100 };
const never = new AbortController().signal;

/** What an operator has set of two flights, with the revisions that were answered, and what their streams tell. */
interface History {
  set: ToldFare[][];
  told: ToldFare[][];
}

/** Who captures changes in a test, and what of it can be killed. */
interface Captured {
  kill(): Promise<void>;
  begin(): Promise<void>;
  end(): Promise<void>;
}

async function byOutbox(pipeline: Pipeline, way: CaptureByOutbox): Promise<Captured> {
  await captureInPlace(pipeline.database.ownerUrl, way);
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

async function byWal(pipeline: Pipeline): Promise<Captured> {
  await pipeline.start('relay');
  const { capture, kill, startAgain, end } = await openWalCapture(pipeline);
  try {
    await capture.begin(never);
  } catch (error) {
    await end();
    throw error;
  }
  return { kill, begin: startAgain, end };
}

/** Both parts on the way are killed while changes come; then all that was sent is sent once more. */
async function historyBy(way: CaptureByOutbox | 'wal'): Promise<History> {
  const pipeline = await openPipeline();
  const fares = new Fares({ url: pipeline.database.url, onConnectionLost: () => undefined });
  let captured: Captured | undefined;
  try {
    const flightIds = await Promise.all(
      [1, 2].map((number) => scheduleSmallFlight(pipeline.eventStore, number, 12)),
    );
    captured = await (way === 'wal' ? byWal(pipeline) : byOutbox(pipeline, way));
    const processManager = await pipeline.start('process-manager');
    const set: ToldFare[][] = flightIds.map(() => []);
    for (const [index, amount] of amounts.entries()) {
      for (const [of, flightId] of flightIds.entries()) {
        set[of]?.push(await fareSet(fares, flightId, amount));
      }
      if (index === 20) await captured.kill();
      if (index === 25) await captured.begin();
      if (index === 35) await processManager.kill();
      if (index === 40) await pipeline.start('process-manager');
    }
    const told = () => Promise.all(flightIds.map((flightId) => faresToldOf(pipeline, flightId)));
    await expect.poll(told, patient).toEqual(set);
    for (const { key, value } of await readTopic(pipeline.kafka, faresTopic)) {
      await sendRaw(pipeline.kafka, faresTopic, key, value);
    }
    // What comes after the repeats tells that they were handled.
    const [flightId = ''] = flightIds;
    set[0]?.push(await fareSet(fares, flightId, 1));
    await expect.poll(told, patient).toEqual(set);
    return { set, told: await told() };
  } finally {
    await endAll(
      () => captured?.end(),
      () => fares.close(),
      () => pipeline.stop(),
    );
  }
}

/** Revisions are of the clock: everything else of the same changes is the same. */
function withoutRevisions(history: ToldFare[][]): string {
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
    await captureInPlace(pipeline.database.ownerUrl, 'trigger');
    const flightId = await scheduleSmallFlight(pipeline.eventStore, 1, 12);
    await Promise.all([pipeline.start('relay'), pipeline.start('process-manager')]);
    await pipeline.kafka.ensureTopics();
    await sendRaw(pipeline.kafka, faresTopic, flightId, '{"amount": "free"}');
    await fares.set({ flightId, cabin: 'economy', amount: 1, currency: 'USD' });
    await expect.poll(() => faresToldOf(pipeline, flightId), patient).toHaveLength(1);
    const readAgain = () =>
      ask(
        pipeline.database.url,
        `SELECT error FROM streaming.parked_message WHERE type = 'unreadable' AND attempts > 1`,
      );
    await expect
      .poll(readAgain, patient)
      .toEqual([{ error: expect.stringMatching(/"flightId"[^]+"revision"/) }]);
  } finally {
    await fares.close();
    await pipeline.stop();
  }
}, 120_000);
