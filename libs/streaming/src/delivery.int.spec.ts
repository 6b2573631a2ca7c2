import { randomUUID } from 'node:crypto';
import {
  cloudEvent,
  type DeadLetterMessage,
  faresTopic,
  followedTopicOf,
  type RecordedEvent,
} from '#contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from '../../../test/setup/ask.js';
import { testedEvent as event } from '../../../test/setup/tested-event.js';
import { createDatabase, type TestDatabase } from '../../../test/setup/database.js';
import { Delivery } from './delivery.js';
import { ParkedMessages } from './parked-messages.js';

let database: TestDatabase;
let parked: ParkedMessages;

beforeAll(async () => {
  database = await createDatabase();
  parked = new ParkedMessages({ url: database.url, onConnectionLost: () => undefined });
});

afterAll(async () => {
  await parked.close();
  await database.drop();
});

/** A consumer that fails at what `faulty` says, and remembers what it has handled. */
function consumer(isFaulty: (event: RecordedEvent) => boolean) {
  const handled: string[] = [];
  const letters: DeadLetterMessage[] = [];
  const state = { isFaulty, isOutOfReach: false, reason: 'cannot fold 2' };
  const name = `consumer-${randomUUID()}`;
  const delivery = new Delivery(
    {
      name,
      log: 'log-1',
      handle: (events) => {
        if (state.isOutOfReach) return Promise.reject(new Error('the database is gone'));
        const fault = events.find((one) => state.isFaulty(one));
        if (fault !== undefined) return Promise.reject(new Error(state.reason));
        handled.push(...events.map(({ streamId, version }) => `${streamId}@${version}`));
        return Promise.resolve();
      },
      isOutOfReach: (error) => String(error).includes('too many connections'),
      messageOf: (one) => JSON.stringify(cloudEvent(one, 'log-1')),
      topicOf: (streamId) =>
        streamId.startsWith('contrail.fares/') ? faresTopic : followedTopicOf(streamId),
      probe: () =>
        state.isOutOfReach ? Promise.reject(new Error('out of reach')) : Promise.resolve(),
      giveUp: (letter) => Promise.resolve(void letters.push(letter)),
    },
    parked,
  );
  /** Makes what waits due at once, and retries it. */
  async function retryNow(): Promise<void> {
    await ask(
      database.url,
      `UPDATE streaming.parked_message SET retry_at = now() - interval '1 s'
       WHERE consumer = $1 AND retry_at IS NOT NULL RETURNING id`,
      [name],
    );
    await delivery.retryDue();
  }
  return { name, delivery, handled, letters, state, retryNow };
}

const isFaulty = ({ streamId, version }: RecordedEvent) => streamId === 'flight-A' && version === 2;

it('an event that fails holds back its own stream, and no other', async () => {
  const { delivery, handled } = consumer(isFaulty);
  const events = [event('flight-A', 1), event('flight-A', 2), event('flight-B', 1)];
  await delivery.deliver([...events, event('flight-A', 3)]);
  expect(handled).toEqual(['flight-A@1', 'flight-B@1']);
  await delivery.deliver([event('flight-A', 4), event('flight-B', 2)]);
  expect(handled).toEqual(['flight-A@1', 'flight-B@1', 'flight-B@2']);
});

it('what waited is handled in order when the first of it can be', async () => {
  const { delivery, handled, state, retryNow, name } = consumer(isFaulty);
  await delivery.deliver([1, 2, 3].map((version) => event('flight-A', version)));
  await delivery.deliver([event('flight-A', 4)]);
  await retryNow();
  expect(handled).toEqual(['flight-A@1']);
  state.isFaulty = () => false;
  await retryNow();
  expect(handled).toEqual(['flight-A@1', 'flight-A@2', 'flight-A@3', 'flight-A@4']);
  expect(await parked.heldBack(name, ['flight-A'])).toEqual(new Set());
});

it('after five attempts it is given up: a dead letter, until an operator has it retried', async () => {
  const { delivery, handled, letters, state, retryNow, name } = consumer(isFaulty);
  await delivery.deliver([1, 2, 3].map((version) => event('flight-A', version)));
  for (let attempt = 2; attempt <= 5; attempt += 1) {
    expect(letters).toEqual([]);
    await retryNow();
  }
  expect(letters).toMatchObject([
    { subject: 'flight-A', data: { version: 2, type: 'Tested', attempts: 5 } },
  ]);
  const ours = (await parked.deadLetters()).filter((letter) => letter.consumer === name);
  expect(ours).toMatchObject([
    { streamId: 'flight-A', version: 2, error: 'Error: cannot fold 2', attempts: 5 },
  ]);
  state.isFaulty = () => false;
  await retryNow();
  expect(handled).toEqual(['flight-A@1']);
  const [letter] = ours;
  expect(await parked.retry(letter?.id ?? '')).toBe(true);
  await delivery.retryDue();
  expect(handled).toEqual(['flight-A@1', 'flight-A@2', 'flight-A@3']);
  expect(await parked.deadLetter(letter?.id ?? '')).toBeUndefined();
});

it('while what handling needs is out of reach, no event is at fault: all come again', async () => {
  const { delivery, handled, state, retryNow, name } = consumer(isFaulty);
  state.isOutOfReach = true;
  await expect(delivery.deliver([event('flight-B', 1)])).rejects.toThrow('out of reach');
  expect(await parked.heldBack(name, ['flight-B'])).toEqual(new Set());
  state.isOutOfReach = false;
  await delivery.deliver([event('flight-A', 2)]);
  state.isOutOfReach = true;
  await expect(retryNow()).rejects.toThrow('out of reach');
  expect(await parked.first(name, 'flight-A')).toMatchObject({ attempts: 1 });
  expect(handled).toEqual([]);
});

it('an error that says so puts no event at fault', async () => {
  const { delivery, state, name } = consumer(isFaulty);
  state.reason = 'too many connections';
  await expect(delivery.deliver([event('flight-A', 2)])).rejects.toThrow('too many connections');
  expect(await parked.heldBack(name, ['flight-A'])).toEqual(new Set());
});

it('what comes behind a dead letter is not due, and comes after it when it has been retried', async () => {
  const { delivery, handled, letters, state, retryNow, name } = consumer(isFaulty);
  await delivery.deliver([2, 3].map((version) => event('flight-A', version)));
  for (let attempts = 1; attempts < 5; attempts += 1) await retryNow();
  expect(letters).toHaveLength(1);
  await delivery.deliver([event('flight-A', 4)]);
  expect(await delivery.retryDue()).toBe(false);
  state.isFaulty = () => false;
  const first = await parked.first(name, 'flight-A');
  await parked.retry(first?.id ?? '');
  await delivery.retryDue();
  expect(handled).toEqual(['flight-A@2', 'flight-A@3', 'flight-A@4']);
});

it('v4 that comes behind a dead v5 is due at once', async () => {
  const { delivery, handled, retryNow, name } = consumer(({ version }) => version === 5);
  await delivery.deliver([event('flight-A', 5)]);
  for (let attempts = 1; attempts < 5; attempts += 1) await retryNow();
  await delivery.deliver([event('flight-A', 4)]);
  await delivery.retryDue();
  expect(handled).toEqual(['flight-A@4']);
  expect(await parked.first(name, 'flight-A')).toMatchObject({ version: 5 });
});

it('a repeated batch parks nothing twice', async () => {
  const { delivery, handled, state, retryNow } = consumer(isFaulty);
  const events = [2, 3].map((version) => event('flight-A', version));
  await delivery.deliver(events);
  await delivery.deliver(events);
  state.isFaulty = () => false;
  await retryNow();
  expect(handled).toEqual(['flight-A@2', 'flight-A@3']);
});

it('a message that cannot be read is kept, NUL and half a character and all, and holds back no stream', async () => {
  const { delivery, handled, name } = consumer(isFaulty);
  await delivery.refuse('{"\0', 'contrail.flights/2', 41, new Error('no JSON: \ud83d'));
  expect(await parked.first(name, 'contrail.flights/2@41')).toMatchObject({
    ...{ version: 41, type: 'unreadable', message: '{"␀', attempts: 1 },
    error: 'Error: no JSON: \ufffd',
  });
  await delivery.deliver([event('flight-B', 1)]);
  expect(handled).toEqual(['flight-B@1']);
});

it('a message that could not be read is read again as its topic has them, and its error says what is at fault', async () => {
  const { delivery, name, retryNow } = consumer(isFaulty);
  await delivery.refuse('{"amount":"free"}', 'contrail.fares/2', 41, new Error('unread'));
  await retryNow();
  const again = await parked.first(name, 'contrail.fares/2@41');
  expect(again).toMatchObject({ attempts: 2, error: expect.stringContaining('"revision"') });
  expect(again?.error).not.toContain('specversion');
});

it('an event is parked also when the reason has a NUL or half a character in it', async () => {
  const { delivery, state, name, retryNow } = consumer(isFaulty);
  state.reason = '\0 \ud83d';
  await delivery.deliver([event('flight-A', 2)]);
  const first = () => parked.first(name, 'flight-A');
  expect(await first()).toMatchObject({ error: 'Error: ␀ \ufffd', attempts: 1 });
  await retryNow();
  expect(await first()).toMatchObject({ error: 'Error: ␀ \ufffd', attempts: 2 });
});
