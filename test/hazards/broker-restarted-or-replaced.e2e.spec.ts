import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flightStreamId, topics } from '#contracts';
import { Fares } from '#fares';
import { startKafka } from '#tools/services';
import request from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunningApplication } from '../setup/application.js';
import { ask } from '../setup/ask.js';
import { fareSet, faresToldOf, type ToldFare } from '../setup/fares.js';
import { openPipeline, type Pipeline } from '../setup/pipeline.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';
import { expectViewsAsTheLog } from './agreement.js';
import { delay } from './delays.js';
import { eventIdsIn, sentVersions } from './topic.js';

type Broker = Awaited<ReturnType<typeof startKafka>>;

let folder: string;
let broker: Broker;
let pipeline: Pipeline;
let parts: RunningApplication[];
let queryApi: RunningApplication;
let flightIds: string[];
let events: number;

const patient = { timeout: 40_000, interval: 100 };

/** @param port of the one that was there before */
function startIn(directory: string, port?: number): Promise<Broker> {
  const place = { directory: join(folder, directory), progress: () => undefined };
  return startKafka(port === undefined ? place : { ...place, port });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'contrail-hazards-'));
  broker = await startIn('one');
  pipeline = await openPipeline({ brokers: broker.brokers });
  parts = await Promise.all(
    (['query-api', 'relay', 'projector'] as const).map((name) => pipeline.start(name)),
  );
  queryApi = parts[0] ?? expect.unreachable();
  const { eventStore } = pipeline;
  flightIds = await Promise.all(
    Array.from({ length: 20 }, (_, each) => scheduleSmallFlight(eventStore, each + 1, 12)),
  );
  events = flightIds.length;
});

afterAll(async () => {
  await pipeline.stop();
  await broker.stop();
  await rm(folder, { recursive: true, force: true });
});

function isFare({ type }: ToldFare): boolean {
  return type === 'FareChanged';
}

/** One more event of each flight. */
async function delayAll(): Promise<void> {
  const from = events / flightIds.length;
  for (const flightId of flightIds) await delay(pipeline.eventStore, flightId, { from });
  events += flightIds.length;
}

/** What the rung in query-api's process answers: nobody else is asked for a flight that it knows. */
async function shownVersions(): Promise<Set<unknown>> {
  const versions = flightIds.map(async (flightId) => {
    const { body } = await request(queryApi.url).get(`/v1/flights/${flightId}/availability`);
    return body.version;
  });
  return new Set(await Promise.all(versions));
}

async function readiness(): Promise<number[]> {
  const answers = parts.map(({ url }) => request(url).get('/health/ready'));
  return (await Promise.all(answers)).map(({ status }) => status);
}

/** Every part goes on, and all that came meanwhile has come through it. */
async function expectAllThrough(): Promise<void> {
  await expectViewsAsTheLog(pipeline.database);
  await expect.poll(shownVersions, patient).toEqual(new Set([events / flightIds.length]));
  await expect.poll(readiness, patient).toEqual([200, 200, 200]);
  const ids = await eventIdsIn(pipeline.kafka, topics.flights);
  expect(new Set(ids).size).toBe(events);
}

it('after a restart of the broker every part goes on by itself, and nothing is lost', async () => {
  await expectAllThrough();
  await broker.stop();
  await delayAll();
  broker = await startIn('one', broker.port);
  await delayAll();
  await expectAllThrough();
});

it('a broker that was replaced by an empty one gets everything again, and no view has it twice', async () => {
  const rows = () =>
    ask(pipeline.database.url, 'SELECT * FROM views.availability ORDER BY stream_id');
  const before = await rows();
  const fares = new Fares({ url: pipeline.database.url, onConnectionLost: () => undefined });
  const [flightId = ''] = flightIds;
  const fare = await fareSet(fares, flightId, 100);
  await fares.close();
  const outbox = () => ask(pipeline.database.ownerUrl, 'SELECT FROM fares.outbox');
  await expect.poll(outbox, patient).toEqual([]);
  await broker.stop();
  broker = await startIn('another', broker.port);
  const ids = async () => (await eventIdsIn(pipeline.kafka, topics.flights)).length;
  await expect.poll(ids, patient).toBeGreaterThanOrEqual(events);
  await expectAllThrough();
  expect(await rows()).toEqual(before);

  // The compacted topic is whole again, too.
  for (const flightId of flightIds) {
    const versions = await sentVersions(pipeline, flightStreamId(flightId));
    expect(versions.at(-1)).toBe(events / flightIds.length);
  }
  await delayAll();
  await expectAllThrough();

  // A changed fare that only the lost one had been handed.
  await pipeline.start('process-manager');
  const told = async () => (await faresToldOf(pipeline, flightId)).filter(isFare);
  await expect.poll(told, patient).toEqual([fare]);
});
