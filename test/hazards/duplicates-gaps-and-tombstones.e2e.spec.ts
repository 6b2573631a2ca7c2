import { availabilityTopic, flightStreamId, topics } from '#contracts';
import { MessageProducer } from '#streaming';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningApplication } from '../setup/application.js';
import { ask } from '../setup/ask.js';
import { openPipeline, type Pipeline } from '../setup/pipeline.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';
import { expectViewsAsTheLog } from './agreement.js';
import { delay, messagesOf } from './delays.js';
import { sendRaw, sentVersions } from './topic.js';

/** No relay runs: these tests send what it would send, otherwise. */
let pipeline: Pipeline;
let queryApi: RunningApplication;
let producer: MessageProducer;

const patient = { timeout: 30_000, interval: 50 };

beforeAll(async () => {
  pipeline = await openPipeline();
  producer = new MessageProducer(pipeline.kafka);
  [queryApi] = await Promise.all([pipeline.start('query-api'), pipeline.start('projector')]);
});

afterAll(async () => {
  await producer.close();
  await pipeline.stop();
});

/** A flight with so many events, none of them sent. */
async function flightOf(number: number, events: number): Promise<string> {
  const flightId = await scheduleSmallFlight(pipeline.eventStore, number, 12);
  await delay(pipeline.eventStore, flightId, { from: 1, times: events - 1 });
  return flightId;
}

/** Sends a flight's events by their versions. */
async function send(flightId: string, versions: readonly number[]): Promise<void> {
  const messages = await messagesOf(pipeline, flightId);
  const chosen = versions.map((version) => messages[version - 1] ?? expect.unreachable());
  await producer.send(topics.flights, chosen);
}

async function shown(flightId: string) {
  const { body, headers } = await request(queryApi.url).get(`/v1/flights/${flightId}/availability`);
  const version: number | undefined = body.version;
  return { version, etag: headers['etag'], rung: headers['cache-status'] };
}

const version = async (flightId: string) => (await shown(flightId)).version;

/** The projector has come to all that was sent. */
async function handled(): Promise<void> {
  const lag = async () => (await pipeline.kafka.lag('projector', [topics.flights])).lag;
  await expect.poll(lag, patient).toBe(0);
}

const rowOf = (flightId: string) =>
  ask(pipeline.database.url, 'SELECT * FROM views.availability WHERE stream_id = $1', [
    flightStreamId(flightId),
  ]);

const parkedBehindGaps = () =>
  ask(pipeline.database.url, 'SELECT stream_id, version::integer FROM streaming.parked_message');

it('a message that comes twice changes neither the view nor its copies', async () => {
  const flightId = await flightOf(1, 3);
  await send(flightId, [1, 2, 3]);
  await expect.poll(() => version(flightId), patient).toBe(3);
  const before = { row: await rowOf(flightId), answer: await shown(flightId) };

  await send(flightId, [3, 3, 1, 2, 1, 3]);
  await handled();
  expect({ row: await rowOf(flightId), answer: await shown(flightId) }).toEqual(before);
});

describe('v5 before v4', () => {
  it('waits for v4, and other flights go on meanwhile', async () => {
    const [early, other] = [await flightOf(2, 5), await flightOf(3, 5)];
    await send(early, [1, 2, 3, 5]);
    await send(other, [1, 2, 3, 4, 5]);
    await expect.poll(() => version(other), patient).toBe(5);
    await expect.poll(() => version(early), patient).toBe(3);
    const streamId = flightStreamId(early);
    await expect.poll(parkedBehindGaps, patient).toEqual([{ stream_id: streamId, version: 5 }]);

    await send(early, [4]);
    await expect.poll(() => version(early), patient).toBe(5);
    expect(await parkedBehindGaps()).toEqual([]);
  });
});

describe('a tombstone in the compacted topic', () => {
  it('is passed over: the flight is still answered, and so are later rows', async () => {
    const [gone, other] = [await flightOf(4, 3), await flightOf(5, 1)];
    await send(gone, [1, 2]);
    await expect.poll(() => version(gone), patient).toBe(2);
    const key = flightStreamId(gone);
    await expect.poll(() => sentVersions(pipeline, key), patient).toEqual([2]);
    await sendRaw(pipeline.kafka, availabilityTopic, key, null);
    await send(other, [1]);
    await expect.poll(() => version(other), patient).toBe(1);
    expect(await version(gone)).toBe(2);

    // One that starts now has read the flight's row and, after it, the tombstone.
    queryApi = await pipeline.start('query-api');
    expect(await shown(gone)).toMatchObject({ version: 2, rung: 'contrail; hit; detail=memory' });
    await send(gone, [3]);
    await expect.poll(() => version(gone), patient).toBe(3);
  });
});

it('in the end every view is the fold of the log', async () => {
  await expectViewsAsTheLog(pipeline.database);
});
