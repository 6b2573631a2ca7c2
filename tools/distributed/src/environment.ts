import type { DistributedConfiguration } from './configuration.js';
import type { Part } from './parts.js';

/** Where a part finds what it needs. */
export interface Places {
  /** Of whoever; only where the database is goes to a part. */
  databaseUrl: string;
  kafkaBrokers: string;
  redisUrl: string;
}

/** What every process is given to run at all. */
const passedOn = ['PATH', 'HOME', 'TMPDIR', 'NODE_OPTIONS'];

/** The whole environment of a part's copy: the settings that the part reads, and never the owner's password. */
export function environmentOf(
  { settings }: Part,
  configuration: DistributedConfiguration,
  places: Places,
): NodeJS.ProcessEnv {
  const known: Record<string, string> = {
    CONTRAIL_DATA: configuration.dataDirectory,
    DATABASE_URL: withoutUser(places.databaseUrl),
    CONTRAIL_SECRET: configuration.secret,
    CONTRAIL_OPERATOR_KEY: configuration.operatorKey,
    KAFKA_BROKERS: places.kafkaBrokers,
    KAFKA_PREFIX: configuration.kafkaPrefix,
    REDIS_URL: places.redisUrl,
    HOLD_SECONDS: String(configuration.holdSeconds),
    LOG_LEVEL: configuration.logLevel,
    QUERY_WORKERS: String(configuration.queryWorkers),
    TRUSTED_PROXIES: 'loopback',
  };
  const names = [...passedOn, ...settings];
  return Object.fromEntries(names.map((name) => [name, known[name] ?? process.env[name]]));
}

function withoutUser(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.username = '';
  url.password = '';
  return url.href;
}
