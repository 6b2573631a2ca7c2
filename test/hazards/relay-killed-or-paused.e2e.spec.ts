import { flightStreamId, topics } from '#contracts';
import request from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { holdTable } from '../payment/held-statements.js';
import type { RunningApplication } from '../setup/application.js';
import { openPipeline, type Pipeline } from '../setup/pipeline.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';
import { expectViewsAsTheLog } from './agreement.js';
import { delay, messagesOf } from './delays.js';
import { eventIdsIn, sentVersions } from './topic.js';

/** The active one, and the one that stands by. */
let relays: RunningApplication[];
let pipeline: Pipeline;
let flightIds: string[];
let perFlight = 1;

const patient = { timeout: 40_000, interval: 100 };
/** Tells when it becomes the active one. */
const relay = () => pipeline.start('relay', { LOG_LEVEL: 'debug' });

beforeAll(async () => {
  pipeline = await openPipeline();
  const { eventStore } = pipeline;
  const [active] = await Promise.all([relay(), pipeline.start('projector')]);
  relays = [active];
  flightIds = await Promise.all(
    [1, 2, 3, 4, 5].map((number) => scheduleSmallFlight(eventStore, number, 12)),
  );
});

afterAll(() => pipeline.stop());

/** One more event of each flight; answers their ids. */
async function delayAll(): Promise<string[]> {
  for (const flightId of flightIds) await delay(pipeline.eventStore, flightId, { from: perFlight });
  perFlight += 1;
  const flights = await Promise.all(flightIds.map((flightId) => messagesOf(pipeline, flightId)));
  return flights.map((messages) => messages.at(-1)?.id ?? expect.unreachable());
}

/** How often each of those events was sent. */
async function timesSent(ids: readonly string[]): Promise<number[]> {
  const all = await eventIdsIn(pipeline.kafka, topics.flights);
  return ids.map((id) => all.filter((one) => one === id).length);
}

/** How often a relay has become the active one. */
const turns = ({ logged }: RunningApplication) =>
  logged().filter((line) => line.includes('this relay is the active one')).length;

/** Of each flight the compacted topic has the newest row last. */
async function expectCopiesAsTheLog(): Promise<void> {
  for (const flightId of flightIds) {
    const last = async () => (await sentVersions(pipeline, flightStreamId(flightId))).at(-1);
    await expect.poll(last, patient).toBe(perFlight);
  }
}

it('a relay that was killed between a send and its checkpoint: the next one sends again, and nothing is lost', async () => {
  const [killed = expect.unreachable()] = relays;
  const standby = await relay();
  await expectViewsAsTheLog(pipeline.database);
  const checkpoint = await holdTable(pipeline.database, 'streaming.checkpoint');
  const ids = await delayAll();
  await checkpoint.wanted(1);
  await expect.poll(() => timesSent(ids.slice(0, 1)), patient).toEqual([1]);
  await killed.kill();
  await checkpoint.endWanting();
  await checkpoint.release();
  await expect.poll(() => timesSent(ids.slice(0, 1)), patient).toEqual([2]);
  relays = [standby];
  const later = await delayAll();
  await expect.poll(async () => Math.min(...(await timesSent(later))), patient).toBe(1);
  await expectViewsAsTheLog(pipeline.database);
  await expectCopiesAsTheLog();
});

it('a relay that was paused for longer than its lock is held: another takes over, and it stands by when it wakes', async () => {
  const [paused = expect.unreachable()] = relays;
  const next = await relay();
  await expectViewsAsTheLog(pipeline.database);
  // It is at the end of a send, and will go on as if it were active.
  const checkpoint = await holdTable(pipeline.database, 'streaming.checkpoint');
  const before = await delayAll();
  await checkpoint.wanted(1);
  process.kill(paused.pid, 'SIGSTOP');
  try {
    await checkpoint.release();
    await expect.poll(() => turns(next), patient).toBe(1);
    const meanwhile = await delayAll();
    await expect.poll(() => timesSent(meanwhile), patient).toEqual(meanwhile.map(() => 1));
    await expectViewsAsTheLog(pipeline.database);
  } finally {
    process.kill(paused.pid, 'SIGCONT');
  }
  const ready = async () => (await request(paused.url).get('/health/ready')).status;
  await expect.poll(ready, patient).toBe(200);
  expect(await timesSent(before)).not.toContain(0);

  // One is active again: what is appended now is sent once.
  const after = await delayAll();
  await expectViewsAsTheLog(pipeline.database);
  expect(await timesSent(after)).toEqual(after.map(() => 1));
  await expectCopiesAsTheLog();
  expect(turns(paused)).toBe(1);
  await next.stop();
  await expect.poll(() => turns(paused), patient).toBe(2);
  await delayAll();
  await expectViewsAsTheLog(pipeline.database);
});
