import { faresTopic, flightStreamId } from '#contracts';
import { type Capture, captureBy, Fares } from '#fares';
import { expect, it } from 'vitest';
import { readTopic, sendRaw } from '../hazards/topic.js';
import { ask } from '../setup/ask.js';
import { openPipeline, type Pipeline } from '../setup/pipeline.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';

const amounts = Array.from({ length: 60 }, (_, index) => 10_000 + 100 * index);
const patient = { timeout: 40_000, interval: 100 };

/** What an operator has set of two flights, with the revisions that were answered, and what their streams tell. */
interface History {
  set: unknown[];
  told: unknown[];
}

async function toldOf({ eventStore }: Pipeline, flightId: string): Promise<unknown[]> {
  const { events } = await eventStore.readStream(flightStreamId(flightId), { from: 2, limit: 500 });
  return events.map(({ type, data }) => ({ type, data }));
}

/** Both parts on the way are killed while changes come; then all that was sent is sent once more. */
async function historyBy(way: Capture): Promise<History> {
  const pipeline = await openPipeline();
  const fares = new Fares({ url: pipeline.database.url, onConnectionLost: () => undefined });
  try {
    await captureBy(pipeline.database.ownerUrl, way);
    const flightIds = await Promise.all(
      [1, 2].map((number) => scheduleSmallFlight(pipeline.eventStore, number, 12)),
    );
    const relay = await pipeline.start('relay');
    const processManager = await pipeline.start('process-manager');
    const set: unknown[][] = flightIds.map(() => []);
    for (const [index, amount] of amounts.entries()) {
      for (const [of, flightId] of flightIds.entries()) {
        const fare = { amount, currency: 'USD' } as const;
        const revision = await fares.set({ flightId, cabin: 'economy', ...fare });
        set[of]?.push({ type: 'FareChanged', data: { cabin: 'economy', fare, revision } });
      }
      if (index === 20) await relay.kill();
      if (index === 25) await pipeline.start('relay');
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
    await fares.close();
    await pipeline.stop();
  }
}

/** Revisions are of the clock: everything else of the same changes is the same. */
function withoutRevisions(history: unknown[]): string {
  return JSON.stringify(history).replaceAll(/"revision":\d+/g, '"revision":0');
}

it('the same changes are the same history, event by event, whoever captures them, across kills and repeats', async () => {
  const byTrigger = await historyBy('trigger');
  const byApplication = await historyBy('application');
  expect(byTrigger.told).toEqual(byTrigger.set);
  expect(byApplication.told).toEqual(byApplication.set);
  expect(withoutRevisions(byApplication.told)).toBe(withoutRevisions(byTrigger.told));
}, 240_000);

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
