import { applicationDatabase } from '#database';
import {
  answers,
  Credentials,
  databaseConnection,
  Health,
  partSettings,
  Resources,
} from '#platform';
import { settings } from '#platform/process';
import { Airports, readAirports } from '#reference-data';
import { Kafka, ParkedMessages } from '#streaming';
import { Vault } from '#vault';
import { availabilityView } from '#views/folds';
import {
  availabilityInRedis,
  PostgresViewStore,
  RedisConnection,
  redisConnection,
  RowPushes,
} from '#views/stores';
import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { z } from 'zod';
import { AvailabilityInMemory } from './availability-in-memory.js';
import { CopiesFollower } from './copies-follower.js';
import { DescribedTopics, LiveAvailability, QueryApiModule } from './query-api.module.js';
import { Rungs } from './rungs.js';
import { RouteIndex } from './search/route-index.js';

/** A read goes on to PostgreSQL, which answers in a few. */
const replyWithinMs = 250;

export const queryApiSettings = z.object({
  ...partSettings,
  CONTRAIL_OPERATOR_KEY: settings.CONTRAIL_OPERATOR_KEY,
  KAFKA_BROKERS: settings.KAFKA_BROKERS,
  KAFKA_PREFIX: settings.KAFKA_PREFIX,
  REDIS_URL: settings.REDIS_URL,
  QUERY_WORKERS: settings.QUERY_WORKERS,
});

/** The read side as a process of its own. */
@Module({})
export class QueryApiProcess {
  constructor(health: Health, views: PostgresViewStore, follower: CopiesFollower) {
    health.register(
      'views',
      answers(() => views.versions(availabilityView, [])),
    );
    health.register(
      'stream',
      answers(() => follower.inTouch()),
    );
  }

  static async on(given: z.infer<typeof queryApiSettings>): Promise<DynamicModule> {
    const { CONTRAIL_SECRET: secret, CONTRAIL_OPERATOR_KEY } = given;
    const airports = new Airports(await readAirports());
    const { url, log } = await applicationDatabase(given);
    const connection = databaseConnection(url);
    const kafka = new Kafka({
      brokers: given.KAFKA_BROKERS,
      prefix: given.KAFKA_PREFIX,
      clientId: 'query-api',
    });
    const redis = redisConnection({ url: given.REDIS_URL, replyWithinMs });
    const views = new PostgresViewStore(connection);
    const memory = new AvailabilityInMemory();
    const routes = new RouteIndex(views, memory.routes);
    const live = new LiveAvailability();
    const follower = new CopiesFollower(kafka, log, new RowPushes([memory, live]));
    const rungs = new Rungs(
      memory,
      [{ name: 'redis', copies: availabilityInRedis(redis, log) }],
      () => follower.silentMs,
    );
    const resources = Resources.of({
      opens: [
        { provide: PostgresViewStore, useValue: views },
        { provide: ParkedMessages, useValue: new ParkedMessages(connection) },
        { provide: Vault, useValue: new Vault({ ...connection, secret }) },
        { provide: RedisConnection, useValue: redis },
      ],
      knows: [
        { provide: Kafka, useValue: kafka },
        { provide: Credentials, useValue: new Credentials(secret, CONTRAIL_OPERATOR_KEY) },
        { provide: Airports, useValue: airports },
        { provide: Rungs, useValue: rungs },
        { provide: RouteIndex, useValue: routes },
        { provide: LiveAvailability, useValue: live },
        { provide: DescribedTopics, useValue: new DescribedTopics(given.KAFKA_PREFIX) },
      ],
    });
    return {
      module: QueryApiProcess,
      imports: [resources, CqrsModule.forRoot(), QueryApiModule],
      providers: [{ provide: CopiesFollower, useValue: follower }],
    };
  }
}
