import { applicationDatabase } from '#database';
import { EventStore, SignedHeads } from '#event-store';
import { Outbox } from '#fares';
import {
  answers,
  databaseConnection,
  Health,
  keepsUp,
  Metrics,
  partSettings,
  Resources,
} from '#platform';
import { settings } from '#platform/process';
import { Checkpoints, Kafka } from '#streaming';
import { type DynamicModule, Module } from '@nestjs/common';
import { z } from 'zod';
import { FaresMetrics } from './fares-metrics.js';
import { LogHeadSigner } from './log-head-signer.js';
import { LogMetrics } from './log-metrics.js';
import { readFromWal } from './read-from-wal.js';
import { Relay } from './relay.js';

export { LogHeadSigner } from './log-head-signer.js';
export { LogMetrics } from './log-metrics.js';
export { Relay } from './relay.js';

export const relaySettings = z.object({
  ...partSettings,
  KAFKA_BROKERS: settings.KAFKA_BROKERS,
  KAFKA_PREFIX: settings.KAFKA_PREFIX,
  CONTRAIL_DATA: z
    .string('is missing')
    .min(1, 'is empty')
    .describe("where the log's signed heads are kept, outside the database"),
});

/** The relay as a process of its own. */
@Module({})
export class RelayProcess {
  constructor(health: Health, eventStore: EventStore, relay: Relay, outbox: Outbox) {
    health.register(
      'log',
      answers(() => eventStore.newest()),
    );
    health.register(
      'relay',
      keepsUp(() => relay.progress()),
    );
    health.register(
      'fares',
      keepsUp(() => outbox.waiting()),
    );
    health.register(
      'capture',
      keepsUp(() => readFromWal(outbox)),
    );
  }

  static async on(given: z.infer<typeof relaySettings>): Promise<DynamicModule> {
    const { KAFKA_BROKERS: brokers, KAFKA_PREFIX: prefix } = given;
    const { url } = await applicationDatabase(given);
    const connection = databaseConnection(url);
    const kafka = new Kafka({ brokers, prefix, clientId: 'relay' });
    const eventStore = new EventStore(connection);
    const checkpoints = new Checkpoints(connection);
    const outbox = new Outbox(connection);
    const resources = Resources.of({
      opens: [
        { provide: EventStore, useValue: eventStore },
        { provide: Checkpoints, useValue: checkpoints },
        { provide: Outbox, useValue: outbox },
      ],
      knows: [{ provide: Kafka, useValue: kafka }],
    });
    const relay = new Relay({ eventStore, checkpoints, outbox, kafka, url });
    const heads = new SignedHeads(given.CONTRAIL_DATA, given.CONTRAIL_SECRET);
    const signer = new LogHeadSigner(eventStore, heads);
    return {
      module: RelayProcess,
      imports: [resources],
      providers: [
        { provide: Relay, useValue: relay },
        { provide: LogHeadSigner, useValue: signer },
        {
          provide: FaresMetrics,
          inject: [Metrics],
          useFactory: (metrics: Metrics) => new FaresMetrics(outbox, metrics),
        },
        {
          provide: LogMetrics,
          inject: [Metrics],
          useFactory: (metrics: Metrics) =>
            new LogMetrics(eventStore, checkpoints, metrics, () => relay.followers()),
        },
      ],
    };
  }
}
