import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Kafka } from '#streaming';
import { Logger } from '@nestjs/common';
import { startKafka } from '#tools/services';
import type { Run } from './benchmark.js';
import { makeDataFolder } from './data-folder.js';

export interface BenchKafka {
  kafka: Kafka;
  /** `host:port` */
  brokers: string;
  prefix: string;
}

/** A broker of its own, with Contrail's topics. */
export async function openKafka(run: Run): Promise<BenchKafka> {
  Logger.overrideLogger(['error', 'warn']);
  const folder = await makeDataFolder(run);
  const broker = await startKafka({
    directory: join(folder, 'kafka'),
    progress: run.progress,
  });
  const { brokers } = broker;
  run.atEnd(() => broker.stop());
  const prefix = `bench-${randomUUID()}`;
  const kafka = new Kafka({ brokers: [brokers], prefix, clientId: 'bench' });
  await makeTopics(kafka);
  return { kafka, brokers, prefix };
}

/** A busy broker tells of topics a moment after it has made them. */
export async function makeTopics(kafka: Kafka): Promise<void> {
  await kafka.ensureTopics().catch(() => pause(2_000).then(() => kafka.ensureTopics()));
}
