import { join } from 'node:path';
import { openDatabase } from '#tools/instance';
import {
  type Connect,
  keep,
  type Kafka,
  type Redis,
  startConnect,
  startKafka,
  startRedis,
} from '#tools/services';
import type { DistributedConfiguration } from './configuration.js';
import { type Running, Supervised } from './supervised.js';

/** The database, with the data directory's PostgreSQL where it is that. */
export interface OpenDatabase extends Running {
  /** The owner's connection. */
  ownerUrl: string;
  port: number | undefined;
}

/** A Kafka and a Redis that somebody else runs. */
type Others<Address> = Address & Running;

/** Parts keep pools of their own: three to four booking-apis would use up the embedded profile's 200. */
const maxConnections = '400';

export interface Services {
  database: Supervised<OpenDatabase>;
  kafka: Supervised<Others<Pick<Kafka, 'brokers'> & Partial<Kafka>>>;
  redis: Supervised<Others<Pick<Redis, 'url'> & Partial<Redis>>>;
  /** Started where the write-ahead log is read, or has been: after Kafka. */
  connect: Supervised<Others<Pick<Connect, 'url'> & Partial<Connect>>>;
}

/** What the parts stand on: of this machine, on the data directory, or somebody else's by configuration. */
export function servicesOf(
  configuration: DistributedConfiguration,
  progress: (line: string) => void,
): Services {
  const { dataDirectory, kafkaBrokers, kafkaPrefix, redisUrl, connectUrl } = configuration;
  const kafka: Services['kafka'] = new Supervised(
    'Kafka',
    async (before) =>
      kafkaBrokers === undefined
        ? startKafka({ directory: join(dataDirectory, 'kafka'), ...portOf(before), progress })
        : { brokers: kafkaBrokers, ...others },
    progress,
  );
  return {
    database: new Supervised(
      'PostgreSQL',
      (before) => startDatabase(configuration, before?.port, progress),
      progress,
    ),
    kafka,
    redis: new Supervised(
      'Redis',
      async (before) =>
        redisUrl === undefined
          ? startRedis({ directory: join(dataDirectory, 'redis'), ...portOf(before), progress })
          : { url: redisUrl, ...others },
      progress,
    ),
    connect: new Supervised(
      'Kafka Connect',
      async (before) => {
        if (connectUrl !== undefined) return { url: connectUrl, ...others };
        const brokers = kafka.last?.brokers;
        if (brokers === undefined) throw new Error('Kafka is not there yet');
        const place = { directory: join(dataDirectory, 'connect'), brokers, prefix: kafkaPrefix };
        return startConnect({ ...place, ...portOf(before), progress });
      },
      progress,
    ),
  };
}

/** Somebody else starts it, and ends it. */
const others: Running = {
  ended: new Promise(() => undefined),
  stop: () => Promise.resolve(),
};

/** What starts again is found where it was. */
function portOf(before: { port?: number } | undefined): { port?: number } {
  return before?.port === undefined ? {} : { port: before.port };
}

async function startDatabase(
  { databaseUrl, dataDirectory }: DistributedConfiguration,
  port: number | undefined,
  progress: (line: string) => void,
): Promise<OpenDatabase> {
  const settings = {
    max_connections: maxConnections,
    ...(port === undefined ? {} : { port: String(port) }),
  };
  const database = await openDatabase({ databaseUrl, dataDirectory, settings }, 'start', progress);
  const { server, ownerUrl, lost } = database;
  // Fast shutdown: it does not wait for its clients, which end at the same time.
  if (server !== undefined) await keep(server.pid, 'SIGINT');
  return {
    ...{ ownerUrl, port: server?.port },
    ended: lost.then(() => 'its lock is lost'),
    stop: () => database.close(),
  };
}
