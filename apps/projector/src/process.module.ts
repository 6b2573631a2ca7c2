import { consumers } from '#contracts';
import { applicationDatabase } from '#database';
import {
  answers,
  databaseConnection,
  Health,
  isOutOfReach,
  keepsUp,
  partSettings,
  Resources,
} from '#platform';
import { settings } from '#platform/process';
import { AvailabilityTopic, Kafka, KafkaStream, ParkedMessages } from '#streaming';
import { availabilityView } from '#views/folds';
import {
  availabilityInRedis,
  FilledPartitions,
  PostgresViewStore,
  RedisConnection,
  redisConnection,
  RowPushes,
} from '#views/stores';
import { type DynamicModule, Module } from '@nestjs/common';
import { z } from 'zod';
import { CopiesKeeper } from './copies-keeper.js';
import { ProjectorModule } from './projector.module.js';

/** Nobody waits for a push: a Redis that is busy gets its rows, and need not be filled again. */
const replyWithinMs = 1_500;

export const projectorSettings = z.object({
  ...partSettings,
  KAFKA_BROKERS: settings.KAFKA_BROKERS,
  KAFKA_PREFIX: settings.KAFKA_PREFIX,
  REDIS_URL: settings.REDIS_URL,
});

/** The projector as a process of its own: from Kafka to PostgreSQL, then Redis, then the compacted topic. */
@Module({})
export class ProjectorProcess {
  constructor(health: Health, views: PostgresViewStore, stream: KafkaStream) {
    health.register(
      'views',
      answers(() => views.versions(availabilityView, [])),
    );
    health.register(
      'projector',
      keepsUp(() => stream.progress()),
    );
  }

  static async on(given: z.infer<typeof projectorSettings>): Promise<DynamicModule> {
    const { KAFKA_BROKERS: brokers, KAFKA_PREFIX: prefix, REDIS_URL } = given;
    const { url, log } = await applicationDatabase(given);
    const connection = databaseConnection(url);
    const kafka = new Kafka({ brokers, prefix, clientId: 'projector' });
    const views = new PostgresViewStore(connection);
    const parked = new ParkedMessages(connection);
    const connectionToRedis = redisConnection({ url: REDIS_URL, replyWithinMs });
    const redis = availabilityInRedis(connectionToRedis, log);
    const topic = new AvailabilityTopic(kafka, log);
    const pushes = new RowPushes([redis, topic]);
    const filled = new FilledPartitions(connectionToRedis, log);
    const keeper = new CopiesKeeper({ kafka, log, redis, filled, views, pushes });
    const resources = Resources.of({
      opens: [
        { provide: PostgresViewStore, useValue: views },
        { provide: ParkedMessages, useValue: parked },
        { provide: RedisConnection, useValue: connectionToRedis },
        { provide: AvailabilityTopic, useValue: topic },
      ],
      knows: [
        { provide: Kafka, useValue: kafka },
        { provide: RowPushes, useValue: pushes },
        {
          provide: KafkaStream,
          useValue: new KafkaStream({
            consumer: consumers.projector,
            log,
            parked,
            kafka,
            isOutOfReach,
          }),
        },
      ],
    });
    return {
      module: ProjectorProcess,
      imports: [resources, ProjectorModule],
      providers: [{ provide: CopiesKeeper, useValue: keeper }],
    };
  }
}
