import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { AvailabilityTopic, Kafka } from '#streaming';
import { seeded, Zipf } from '#tools/load';
import { startRedis } from '#tools/services';
import { type AvailabilityState, availabilityView, project, type ViewRow } from '#views/folds';
import { type BenchDatabase, openDatabase, openEventStore } from './bench-database.js';
import { makeTopics, openKafka } from './bench-kafka.js';
import { startPart } from './start-process.js';
import type { Run } from './benchmark.js';
import { makeDataFolder } from './data-folder.js';
import { recordedFlightEvent } from './flight-history.js';

/** As many as a day of 2013 has. */
const flightsADay = 923;
const sentAtOnce = 5_000;
/** So many reads are drawn, and sent over and over. */
const drawn = 100_000;

/** Starts query-apis on real parts, each with so many flights, which it has in memory when it is ready. */
export async function openQueryApis(
  run: Run,
  opened?: BenchDatabase,
): Promise<(flights: number) => Promise<string>> {
  const { url, secret } = opened ?? (await openDatabase(run));
  const log = await openEventStore(run, url).logId();
  const { brokers } = await openKafka(run);
  const folder = await makeDataFolder(run);
  const redis = await startRedis({ directory: join(folder, 'redis'), progress: run.progress });
  run.atEnd(() => redis.stop());
  return async (flights) => {
    const prefix = `bench-${flights}`;
    const kafka = new Kafka({ brokers: [brokers], prefix, clientId: 'bench' });
    await makeTopics(kafka);
    await send(new AvailabilityTopic(kafka, log), flights, run);
    const queryApi = await startPart(run, 'query-api', {
      DATABASE_URL: url,
      CONTRAIL_SECRET: secret,
      CONTRAIL_OPERATOR_KEY: randomBytes(16).toString('hex'),
      KAFKA_BROKERS: brokers,
      KAFKA_PREFIX: prefix,
      REDIS_URL: redis.url,
    });
    return queryApi.url;
  };
}

/** Reads of availability by Zipf, the same ones each time. */
export function readsByZipf(flights: number): string[] {
  const [zipf, random] = [new Zipf(flights), seeded(1)];
  const flight = () => flightIdAt(zipf.draw(random));
  return Array.from({ length: drawn }, () => `/v1/flights/${flight()}/availability`);
}

async function send(topic: AvailabilityTopic, flights: number, { signal }: Run): Promise<void> {
  for (let first = 0; first < flights; first += sentAtOnce) {
    signal.throwIfAborted();
    const count = Math.min(sentAtOnce, flights - first);
    const rows = Array.from({ length: count }, (_, index) => rowAt(first + index));
    await topic.put(rows);
  }
  await topic.close();
}

const model = project(availabilityView, 1, undefined, [recordedFlightEvent(1, 1)]);

function rowAt(index: number): ViewRow<AvailabilityState> {
  if (model?.state == null) throw new Error('a flight that was scheduled shows nothing');
  const flightId = flightIdAt(index);
  return { ...model, streamId: `flight-${flightId}`, state: { ...model.state, flightId } };
}

/** Of the flights that are read, by their number from 0. */
export function flightIdAt(index: number): string {
  const day = new Date(Date.UTC(2027, 0, 1 + Math.floor(index / flightsADay)));
  return `ZZ${(index % flightsADay) + 1}-EWR-${day.toISOString().slice(0, 10)}`;
}
