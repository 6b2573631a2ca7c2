import { randomUUID } from 'node:crypto';
import { cloudEvent, recordedEventOf, type RecordedEvent, topics } from '#contracts';
import { type Kafka, KafkaStream, MessageProducer, ParkedMessages } from '#streaming';
import { type AvailabilityState, availabilityView } from '#views/folds';
import { PostgresViewStore } from '#views/stores';
import type pg from 'pg';
import { openDatabase, openPool, withClient } from './bench-database.js';
import { openKafka } from './bench-kafka.js';
import type { Benchmark, Run } from './benchmark.js';
import { recordedFlightEvent } from './flight-history.js';

const flights = 2_000;
const versions = 10;
const batch = 500;
const log = 'bench';

/** All flights are scheduled, then booked in turn: a batch has events of many streams, as it has live. */
async function fill(kafka: Kafka, { signal }: Run): Promise<void> {
  const producer = new MessageProducer(kafka);
  for (let version = 1; version <= versions; version += 1) {
    for (let from = 1; from <= flights; from += batch) {
      signal.throwIfAborted();
      const numbers = Array.from({ length: batch }, (_, index) => from + index);
      const messages = numbers.map((number) =>
        cloudEvent(recordedFlightEvent(number, version), log),
      );
      await producer.send(topics.flights, messages);
    }
  }
  await producer.close();
}

/** Calls `consume`, which tells how many events it has handled, until they are all; answers events/s. */
async function rateOf(
  consume: (handled: (events: number) => void) => Promise<() => Promise<void>>,
  { signal }: Run,
): Promise<number> {
  const all = flights * versions;
  let [left, begin, end] = [all, 0, 0];
  let tellEnd: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (tellEnd = resolve));
  signal.addEventListener('abort', tellEnd);
  const stop = await consume((events) => {
    // Joining a group and the first fetch are no part of it.
    if (begin === 0) begin = performance.now();
    else left -= events;
    end = performance.now();
    if (left <= batch * 2) tellEnd();
  });
  await ended;
  signal.removeEventListener('abort', tellEnd);
  await stop();
  signal.throwIfAborted();
  return ((all - left) * 1000) / (end - begin);
}

async function emptyViews(ownerUrl: string): Promise<void> {
  await withClient(ownerUrl, (client) => client.query('TRUNCATE views.availability'));
}

/** The same rows as the projector's, written by the shortest way: no look at what is there, nothing parked. */
class BareProjection {
  private readonly states = new Map<string, AvailabilityState | null>();

  constructor(private readonly pool: pg.Pool) {}

  async write(events: readonly RecordedEvent[]): Promise<void> {
    const changed = new Map<string, object>();
    for (const event of events) {
      const { streamId, version, recordedAt: asOf } = event;
      const state = availabilityView.evolve(this.states.get(streamId) ?? null, event);
      this.states.set(streamId, state);
      changed.set(streamId, { streamId, generation: 1, version, asOf, state });
    }
    await this.pool.query(
      `INSERT INTO views.availability (stream_id, generation, version, as_of, state)
       SELECT * FROM json_to_recordset($1) AS
         ("streamId" text, generation bigint, version integer, "asOf" timestamptz, state json)
       ON CONFLICT (stream_id, generation) DO UPDATE SET
         version = excluded.version, as_of = excluded.as_of, state = excluded.state`,
      [JSON.stringify([...changed.values()])],
    );
  }
}

export const projector: Benchmark = {
  name: 'projector',
  ours: `${flights * versions} events of ${flights} flights from Kafka into the view of availability, as the projector does it`,
  baseline: 'the same rows written by a bare kafkajs batch consumer and pg',
  unit: 'events/s',
  target: { atLeast: 0.8 },
  async open(run) {
    const { progress, atEnd } = run;
    const database = await openDatabase(run);
    const { kafka } = await openKafka(run);
    await fill(kafka, run);
    const connection = {
      url: database.url,
      onConnectionLost: ({ message }: Error) => progress(message),
    };
    const store = new PostgresViewStore(connection);
    atEnd(() => store.close());
    const parked = new ParkedMessages(connection);
    atEnd(() => parked.close());
    const pool = openPool(run, database.url, 3);

    async function ours(handled: (events: number) => void) {
      // A group of its own begins at the first event.
      const consumer = Symbol(randomUUID());
      const stream = new KafkaStream({ consumer, log, parked, kafka, isOutOfReach: () => false });
      const folding = store.folding(availabilityView);
      const handle = async (events: RecordedEvent[]) => {
        await folding.fold(events);
        handled(events.length);
      };
      stream.addHandler(topics.flights, handle, true);
      await new Promise<unknown>((resolve) => stream.listen(resolve));
      return () => stream.close();
    }

    async function bare(handled: (events: number) => void) {
      const projection = new BareProjection(pool);
      const consumer = kafka.client.consumer({ groupId: randomUUID() });
      await consumer.connect();
      await consumer.subscribe({ topic: kafka.topic(topics.flights), fromBeginning: true });
      await consumer.run({
        partitionsConsumedConcurrently: 3,
        eachBatch: async ({ batch: { messages } }) => {
          for (let from = 0; from < messages.length; from += batch) {
            const some = messages.slice(from, from + batch);
            const events = some.map(({ value }) =>
              recordedEventOf(JSON.parse(value?.toString() ?? ''), log),
            );
            await projection.write(events);
            handled(events.length);
          }
        },
      });
      return () => consumer.disconnect();
    }

    return {
      ours: async () => {
        await emptyViews(database.ownerUrl);
        return rateOf(ours, run);
      },
      baseline: async () => {
        await emptyViews(database.ownerUrl);
        return rateOf(bare, run);
      },
    };
  },
};
