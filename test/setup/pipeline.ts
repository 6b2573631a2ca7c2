import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStore } from '#event-store';
import { Kafka } from '#streaming';
import { type RunningApplication, startPart } from './application.js';
import { createDatabase, type TestDatabase } from './database.js';
import { kafkaBrokers, redisUrl } from './service-address.js';

export type PartName = 'relay' | 'projector' | 'process-manager' | 'booking-api' | 'query-api';

/** The distributed profile's parts, each started by a test, on a database, topics and groups of their own. */
export interface Pipeline {
  database: TestDatabase;
  eventStore: EventStore;
  kafka: Kafka;
  /** `host:port` */
  brokers: string;
  /** What its topics and groups are called. */
  prefix: string;
  /** The id of the log. */
  log: string;
  start(name: PartName, env?: NodeJS.ProcessEnv): Promise<RunningApplication>;
  /** Ends every part that still runs. */
  stop(): Promise<void>;
}

/** @param brokers and redis: a test's own instead of those of the run */
export async function openPipeline(
  services: {
    brokers?: string;
    redis?: string;
  } = {},
): Promise<Pipeline> {
  const database = await createDatabase();
  const eventStore = new EventStore({ url: database.url, onConnectionLost: () => undefined });
  const brokers = services.brokers ?? (await kafkaBrokers());
  const redis = services.redis ?? (await redisUrl());
  const prefix = `test-${randomUUID()}`;
  const kafka = new Kafka({ brokers: [brokers], prefix, clientId: 'tests' });
  const folder = await mkdtemp(join(tmpdir(), 'contrail-pipeline-'));
  const parts: RunningApplication[] = [];

  async function start(name: PartName, env: NodeJS.ProcessEnv = {}): Promise<RunningApplication> {
    const place = {
      KAFKA_BROKERS: brokers,
      KAFKA_PREFIX: prefix,
      REDIS_URL: redis,
      CONTRAIL_DATA: folder,
    };
    const part = await startPart(name, database, { ...place, ...env });
    parts.push(part);
    return part;
  }

  async function stop(): Promise<void> {
    await Promise.all(parts.map((part) => part.stop()));
    await eventStore.close();
    await database.drop();
    await rm(folder, { recursive: true });
  }

  const log = await eventStore.logId();
  return { database, eventStore, kafka, brokers, prefix, log, start, stop };
}
