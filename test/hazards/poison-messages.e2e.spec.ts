import {
  type CloudEvent,
  deadLetterMessageSchema,
  deadLettersTopic,
  flightStreamId,
  getDeadLetters,
  topics,
} from '#contracts';
import { differenceLine, verify } from '#tools/verify';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operatorKey, type RunningApplication } from '../setup/application.js';
import { ask } from '../setup/ask.js';
import { openPipeline, type Pipeline } from '../setup/pipeline.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';
import { expectViewsAsTheLog } from './agreement.js';
import { delay, messagesOf } from './delays.js';
import { readTopic, sendRaw } from './topic.js';

let pipeline: Pipeline;
let queryApi: RunningApplication;

const patient = { timeout: 30_000, interval: 50 };

beforeAll(async () => {
  pipeline = await openPipeline();
  const [started] = await Promise.all([
    pipeline.start('query-api'),
    pipeline.start('projector'),
    pipeline.start('relay'),
  ]);
  queryApi = started;
});

afterAll(() => pipeline.stop());

async function version(flightId: string): Promise<unknown> {
  const { body } = await request(queryApi.url).get(`/v1/flights/${flightId}/availability`);
  return body.version;
}

const asOperator = (test: request.Test) => test.set('Authorization', `Bearer ${operatorKey}`);

const listed = getDeadLetters.answers[200].schema;

/** What the operators see; what waits for its next attempt has it at once. */
async function deadLetters() {
  await ask(
    pipeline.database.url,
    'UPDATE streaming.parked_message SET retry_at = now() WHERE retry_at > now() RETURNING id',
  );
  const list = asOperator(request(queryApi.url).get('/v1/operations/dead-letters'));
  return listed.parse((await list.expect(200)).body).deadLetters;
}

/** What the topic of dead letters holds. */
async function letters() {
  const messages = await readTopic(pipeline.kafka, deadLettersTopic);
  return messages.map(({ value }) => deadLetterMessageSchema.parse(JSON.parse(value ?? '')).data);
}

describe('a poison message', () => {
  const broken = (event: CloudEvent, change: object) => JSON.stringify({ ...event, ...change });
  /** V8's error quotes half of a character. */
  const halfACharacter = `{"a": x${'😀'.repeat(9)}`;

  it('becomes a dead letter after five attempts, and what comes behind it goes on', async () => {
    const flightId = await scheduleSmallFlight(pipeline.eventStore, 1, 12);
    await expect.poll(() => version(flightId), patient).toBe(1);
    const [event] = await messagesOf(pipeline, flightId);
    if (event === undefined) expect.unreachable();
    const poison = [
      'no JSON',
      halfACharacter,
      '{}',
      Buffer.from([0, 0, 0xff]),
      null,
      broken(event, { specversion: '0.3' }),
      broken(event, { id: undefined }),
      broken(event, { sequence: '9'.repeat(30) }),
      broken(event, { subject: 'flight-\0' }),
      broken(event, { subject: 'flight-\ud800' }),
      broken(event, { type: 'contrail.\0' }),
      broken(event, { subject: 'nobody' }),
      broken(event, { subject: `flight-${'9'.repeat(3_000)}` }),
      broken(event, { subject: 'booking-K7QX2M' }),
    ];
    // The first of a batch, each: what is behind it in the batch is not lost with it.
    for (const one of poison) {
      await sendRaw(pipeline.kafka, topics.flights, flightStreamId(flightId), one);
    }
    await delay(pipeline.eventStore, flightId, { from: 1, times: 3 });
    await expect.poll(() => version(flightId), patient).toBe(4);

    const dead = async () => (await deadLetters()).length;
    await expect.poll(dead, patient).toBe(poison.length);
    const topic = pipeline.kafka.topic(topics.flights);
    for (const letter of await deadLetters()) {
      expect(letter).toMatchObject({
        ...{ consumer: 'projector', type: 'unreadable', attempts: 5 },
        streamId: expect.stringContaining(`${topic}/`),
      });
    }
    const texts = (await letters()).map(({ message }) => message);
    expect(texts).toHaveLength(poison.length);
    expect(texts).toEqual(
      expect.arrayContaining(['no JSON', '{}', '', '␀␀\ufffd', halfACharacter]),
    );
    await expectViewsAsTheLog(pipeline.database);
  });

  it('that is nested deeper than can be written again holds its own stream back alone', async () => {
    const [deep, other] = [
      'flight-ZZ1-EWR-2026-12-01',
      await scheduleSmallFlight(pipeline.eventStore, 4, 12),
    ];
    const [event] = await messagesOf(pipeline, other);
    if (event === undefined) expect.unreachable();
    const nested = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const text = broken(event, { subject: deep, data: 'nested' }).replace('"nested"', nested);
    // On the partition of the other one, before it.
    await sendRaw(pipeline.kafka, topics.flights, flightStreamId(other), text);
    await delay(pipeline.eventStore, other, { from: 1, times: 3 });
    await expect.poll(() => version(other), patient).toBe(4);
    const letter = expect.objectContaining({
      streamId: deep,
      type: 'FlightScheduled',
      attempts: 5,
    });
    await expect.poll(deadLetters, patient).toContainEqual(letter);
    expect((await letters()).find(({ streamId }) => streamId === deep)?.message).toBe(text);
  });
});

describe('an unknown version of a schema', () => {
  it('holds its own flight back, in order, until it can be read', async () => {
    const before = new Set((await deadLetters()).map(({ id }) => id));
    const [flightId, other] = [
      await scheduleSmallFlight(pipeline.eventStore, 2, 12),
      await scheduleSmallFlight(pipeline.eventStore, 3, 12),
    ];
    const { eventStore } = pipeline;
    await delay(eventStore, flightId, { from: 1 });
    await delay(eventStore, flightId, { from: 2, schemaVersion: 9 });
    await delay(eventStore, flightId, { from: 3, times: 2 });
    await delay(eventStore, other, { from: 1, times: 4 });
    await expect.poll(() => version(other), patient).toBe(5);
    await expect.poll(() => version(flightId), patient).toBe(2);

    const streamId = flightStreamId(flightId);
    const own = async () => (await deadLetters()).filter(({ id }) => !before.has(id));
    const error = expect.stringContaining(
      `UnreadableEvent: ${streamId}@3 (FlightDelayed 9): FlightDelayed of version 9 was`,
    );
    const letter = { consumer: 'projector', streamId, version: 3, type: 'FlightDelayed', error };
    await expect.poll(own, patient).toMatchObject([{ ...letter, attempts: 5 }]);
    const waiting = await ask(
      pipeline.database.url,
      `SELECT version::integer FROM streaming.parked_message WHERE stream_id = $1 ORDER BY version`,
      [streamId],
    );
    expect(waiting).toEqual([{ version: 3 }, { version: 4 }, { version: 5 }]);
    expect(await letters()).toContainEqual(expect.objectContaining({ streamId, version: 3 }));

    const [{ id } = expect.unreachable()] = await own();
    const retry = request(queryApi.url).post(`/v1/operations/dead-letters/${id}/retry`);
    await asOperator(retry).expect(202);
    await expect.poll(own, patient).toMatchObject([{ ...letter, id, attempts: 6 }]);
    expect(await version(flightId)).toBe(2);
    const parts = ['event-form', 'parked-event views.availability'];
    expect(await differences()).toEqual(
      parts.map((part) => expect.stringContaining(`${part} ${streamId}@3`)),
    );
  });

  async function differences(): Promise<string[]> {
    const found: string[] = [];
    const { url } = pipeline.database;
    await verify({
      url,
      difference: (one) => found.push(differenceLine(one)),
      progress: () => undefined,
    });
    return found;
  }
});
