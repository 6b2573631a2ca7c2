import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FareCapture, Fares } from '#fares';
import { endAll } from '#platform/process';
import { type Kafka, startKafka } from '#tools/services';
import request from 'supertest';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { fareSet, faresToldOf, type ToldFare } from '../setup/fares.js';
import { openPipeline, type Pipeline } from '../setup/pipeline.js';
import { scheduleSmallFlight } from '../setup/small-flight.js';
import { openWalCapture, type TestedWalCapture } from '../setup/wal-capture.js';

const patient = { timeout: 40_000, interval: 100 };
const never = new AbortController().signal;

let folder: string;
let broker: Kafka;
let pipeline: Pipeline;
let fares: Fares;
let wal: TestedWalCapture;
let [flights, losses] = [0, 0];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'contrail-lost-kafka-'));
  broker = await startKafka({ directory: join(folder, 'one'), progress: () => undefined });
  pipeline = await openPipeline({ brokers: broker.brokers });
  fares = new Fares({ url: pipeline.database.url, onConnectionLost: () => undefined });
  await pipeline.start('relay');
  wal = await openWalCapture(pipeline);
}, 90_000);

afterAll(() =>
  endAll(
    () => wal.end(),
    () => fares.close(),
    () => pipeline.stop(),
    () => broker.stop(),
    () => rm(folder, { recursive: true }),
  ),
);

it.each([
  ['is begun anew, once in vain', beginAtTheSecondAttempt],
  ['ends, and the outbox goes on', () => wal.capture.end('trigger', never)],
])(
  'a Kafka that was lost costs no change that it had not been handed, and of the others the fares that stand are told, where the reading %s',
  async (_, goOn) => {
    const [one, other] = await newFlights();
    await wal.capture.begin(never);
    const handed = await fareSet(fares, one, 1);
    // Nobody has told it before it is lost.
    await untilRead();
    await wal.kill();
    const set: ToldFare[] = [];
    for (const amount of [2, 3, 4]) set.push(await fareSet(fares, other, amount));
    await loseKafka();
    const manager = await pipeline.start('process-manager');
    onTestFinished(async () => {
      await manager.stop();
    });
    await wal.startAgain();
    await goOn();
    await expect.poll(() => faresToldOf(pipeline, other), patient).toEqual(set);
    await expect.poll(() => faresToldOf(pipeline, one), patient).toEqual([handed]);
  },
  120_000,
);

async function newFlights(): Promise<[string, string]> {
  const schedule = () => scheduleSmallFlight(pipeline.eventStore, (flights += 1), 12);
  return [await schedule(), await schedule()];
}

/** Another one, without a word of what this one had, is in its place. */
async function loseKafka(): Promise<void> {
  await broker.stop();
  losses += 1;
  const directory = join(folder, `after-${losses}`);
  broker = await startKafka({ directory, port: broker.port, progress: () => undefined });
}

async function beginAtTheSecondAttempt(): Promise<void> {
  await beginUntilConnectorIsMade();
  await wal.capture.begin(never);
}

/** Breaks it off as soon as Connect has a connector, where it is not over then. */
async function beginUntilConnectorIsMade(): Promise<void> {
  const stopping = new AbortController();
  const broken = Promise.allSettled([wal.capture.begin(stopping.signal)]);
  const connectors = () => request(wal.connectUrl).get('/connectors');
  const often = { ...patient, interval: 10 };
  await expect.poll(() => connectors().then(({ body }) => body), often).toHaveLength(1);
  stopping.abort(new Error('somebody stops it'));
  await broken;
}

/** Until all that has been written is handed on to Kafka. */
async function untilRead(): Promise<void> {
  const { ownerUrl } = pipeline.database;
  const end = await FareCapture.with(ownerUrl, ({ slot }) => slot.end());
  const isRead = () => FareCapture.with(ownerUrl, ({ slot }) => slot.hasReached(end));
  await expect.poll(isRead, patient).toBe(true);
}
