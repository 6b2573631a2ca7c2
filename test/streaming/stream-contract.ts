import { randomUUID } from 'node:crypto';
import { consumers, type RecordedEvent, topicOf, topics } from '#contracts';
import { EventStore } from '#event-store';
import { ParkedMessages, type StreamOptions, type StreamServer } from '#streaming';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from '../setup/database.js';

/** A way of following the log. */
export interface Transport {
  /** Another of the consumer's; it follows when it is told to listen. */
  open(options: StreamOptions): StreamServer;
  close(): Promise<void>;
}

type Handler = (events: RecordedEvent[]) => Promise<void>;

const patient = { timeout: 30_000, interval: 20 };

/** What every transport of the stream does. */
export function followsTheLog(
  name: string,
  openTransport: (database: TestDatabase, eventStore: EventStore) => Promise<Transport>,
): void {
  describe(`${name} as the stream`, () => {
    let database: TestDatabase;
    let eventStore: EventStore;
    let parked: ParkedMessages;
    let transport: Transport;
    let log: string;

    beforeAll(async () => {
      database = await createDatabase();
      eventStore = new EventStore({ url: database.url, onConnectionLost: () => undefined });
      parked = newParked();
      transport = await openTransport(database, eventStore);
      log = await eventStore.logId();
    });

    afterAll(async () => {
      await transport.close();
      await Promise.all([eventStore.close(), parked.close()]);
      await database.drop();
    });

    function newParked(): ParkedMessages {
      return new ParkedMessages({ url: database.url, onConnectionLost: () => undefined });
    }

    /** Appends `count` events to a stream that has `before`. */
    async function append(streamId: string, count: number, before = 0): Promise<void> {
      const metadata = { correlationId: 'c', actor: 'test' };
      await eventStore.append([
        {
          commandId: randomUUID(),
          streams: [{ streamId, expectedVersion: before }],
          events: Array.from({ length: count }, () => {
            return { streamId, type: 'Tested', schemaVersion: 1, data: {}, metadata };
          }),
        },
      ]);
    }

    /** Follows as that consumer until it is closed. */
    function follow(handle: Handler, others: Partial<StreamOptions> = {}): StreamServer {
      const stream = transport.open({
        consumer: consumers.projector,
        log,
        parked,
        isOutOfReach: () => false,
        ...others,
      });
      for (const topic of Object.values(topics)) {
        stream.addHandler(topic, (events: RecordedEvent[]) => handle(events), true);
      }
      stream.listen(() => undefined);
      return stream;
    }

    /** Remembers what it is handed, as `stream@version`. */
    function witness(streamIds: readonly string[]) {
      const seen: string[] = [];
      const batches: RecordedEvent[][] = [];
      const handle: Handler = (events) => {
        batches.push(events);
        const ours = events.filter(({ streamId }) => streamIds.includes(streamId));
        seen.push(...ours.map(({ streamId, version }) => `${streamId}@${version}`));
        return Promise.resolve();
      };
      return { seen, batches, handle };
    }

    function names(kind: 'flight' | 'booking', count: number): string[] {
      return Array.from({ length: count }, () => `${kind}-${randomUUID()}`);
    }

    const versions = (streamId: string, from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, each) => `${streamId}@${from + each}`);

    it('hands over every event, in the order of its stream, in batches of one topic', async () => {
      const streamIds = [...names('flight', 3), ...names('booking', 3)];
      await Promise.all(streamIds.map((streamId) => append(streamId, 3)));
      const { seen, batches, handle } = witness(streamIds);
      const stream = follow(handle);
      await Promise.all(streamIds.map((streamId) => append(streamId, 2, 3)));
      await expect.poll(() => seen.length, patient).toBe(30);
      await stream.close();
      for (const streamId of streamIds) {
        const ofStream = seen.filter((one) => one.startsWith(streamId));
        expect(ofStream).toEqual(versions(streamId, 1, 5));
      }
      for (const batch of batches) {
        expect(new Set(batch.map(({ streamId }) => topicOf(streamId))).size).toBe(1);
      }
    });

    it('hands over what the log holds: data, metadata, instant and hash', async () => {
      const [streamId = ''] = names('booking', 1);
      await append(streamId, 1);
      const { batches, handle } = witness([streamId]);
      const stream = follow(handle);
      const found = () => batches.flat().find((event) => event.streamId === streamId);
      await expect.poll(found, patient).toBeDefined();
      await stream.close();
      const { events } = await eventStore.readStream(streamId, { from: 1, limit: 1 });
      expect(found()).toEqual(events[0]);
    });

    it('goes on where the consumer has come, in another process too', async () => {
      const [streamId = ''] = names('flight', 1);
      await append(streamId, 2);
      const first = witness([streamId]);
      const one = follow(first.handle);
      await expect.poll(() => first.seen, patient).toEqual(versions(streamId, 1, 2));
      await one.close();
      await append(streamId, 2, 2);
      const second = witness([streamId]);
      const other = follow(second.handle);
      await expect.poll(() => second.seen, patient).toEqual(versions(streamId, 3, 4));
      await other.close();
    });

    it('feeds each consumer all of it', async () => {
      const [streamId = ''] = names('flight', 1);
      await append(streamId, 2);
      const all = Object.values(consumers).map((consumer) => {
        const { seen, handle } = witness([streamId]);
        return { seen, stream: follow(handle, { consumer }) };
      });
      for (const { seen } of all) {
        await expect.poll(() => seen, patient).toEqual(versions(streamId, 1, 2));
      }
      await Promise.all(all.map(({ stream }) => stream.close()));
    });

    it('repeats a batch that was not handled when its process died', async () => {
      const [streamId = ''] = names('booking', 1);
      await append(streamId, 2);
      const itsOwn = newParked();
      let wasHanded = false;
      const dying = follow(
        async (events) => {
          if (!events.some((event) => event.streamId === streamId)) return;
          // Nothing can be parked any more: the process is as good as dead.
          if (!wasHanded) await itsOwn.close();
          wasHanded = true;
          throw new Error('dying');
        },
        { parked: itsOwn },
      );
      await expect.poll(() => wasHanded, patient).toBe(true);
      await dying.close();
      const { seen, handle } = witness([streamId]);
      const next = follow(handle);
      await expect.poll(() => seen, patient).toEqual(versions(streamId, 1, 2));
      await next.close();
    });

    it('an event that fails holds back its own stream, in order, and is retried', async () => {
      const [poisoned = '', sound = ''] = names('flight', 2);
      const { seen, handle } = witness([poisoned, sound]);
      let isMended = false;
      const stream = follow((events) => {
        const isFaulty = events.some((one) => one.streamId === poisoned && one.version === 2);
        return isFaulty && !isMended ? Promise.reject(new Error('poison')) : handle(events);
      });
      await append(poisoned, 3);
      await append(sound, 2);
      await append(poisoned, 1, 3);
      const ofPoisoned = () => seen.filter((one) => one.startsWith(poisoned));
      await expect.poll(() => seen, patient).toEqual(expect.arrayContaining([`${sound}@2`]));
      await expect.poll(ofPoisoned, patient).toEqual([`${poisoned}@1`]);
      const heldBack = () => parked.first(consumers.projector.description ?? '', poisoned);
      await expect.poll(heldBack, patient).toMatchObject({ version: 2 });
      expect(ofPoisoned()).toEqual([`${poisoned}@1`]);
      isMended = true;
      await expect.poll(ofPoisoned, patient).toEqual(versions(poisoned, 1, 4));
      await stream.close();
    });

    it('tells how far the consumer is behind', async () => {
      const [streamId = ''] = names('booking', 1);
      const { seen, handle } = witness([streamId]);
      const stream = follow(handle);
      const lag = async () => (await stream.progress()).lag;
      await expect.poll(lag, patient).toBe(0);
      const before = await stream.progress();
      await append(streamId, 2);
      await expect.poll(() => seen.length, patient).toBe(2);
      await expect.poll(lag, patient).toBe(0);
      expect((await stream.progress()).at).not.toBe(before.at);
      await stream.close();
      await append(streamId, 2, 2);
      await expect.poll(lag, patient).toBe(2);
    });
  });
}
