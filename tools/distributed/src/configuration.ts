import type { Capture } from '#fares';
import { parseSettings, settings } from '#platform/process';
import { type Configuration, readConfiguration, serverSettings } from '#tools/instance';
import { z } from 'zod';

/** What the distributed profile reads beside what the embedded one does. */
const serviceSettings = z.object({
  KAFKA_BROKERS: settings.KAFKA_BROKERS.optional().describe(
    'a Kafka to use, host:port,…; else one of its own in the data directory',
  ),
  KAFKA_PREFIX: settings.KAFKA_PREFIX,
  REDIS_URL: settings.REDIS_URL.optional().describe('a Redis to use; else one of its own'),
  QUERY_WORKERS: settings.QUERY_WORKERS,
  CAPTURE: settings.CAPTURE.default('wal').describe(
    'how changed fares are captured: application, trigger or wal, the write-ahead log',
  ),
  CONNECT_URL: settings.CONNECT_URL.optional().describe(
    'a Kafka Connect with Debezium to use; else one of its own, where one is needed',
  ),
  CONNECT_SECRETS: settings.CONNECT_SECRETS.optional().describe(
    'a folder that it reads, for its password; else one in the data directory',
  ),
});

export const distributedSettings = z.object({
  ...serverSettings.shape,
  ...serviceSettings.shape,
});

export interface DistributedConfiguration extends Configuration {
  /** `host:port,…`; absent: a Kafka of this machine, in the data directory. */
  kafkaBrokers: string | undefined;
  kafkaPrefix: string;
  /** Absent: a Redis of this machine. */
  redisUrl: string | undefined;
  /** How changed fares are captured. */
  capture: Capture;
  /** Absent: a Kafka Connect of this machine. */
  connectUrl: string | undefined;
  /** A folder that it reads. */
  connectSecrets: string | undefined;
  /** Of each query-api. */
  queryWorkers: number;
}

/** @throws Error naming each setting that is wrong, but never its value */
export async function readDistributed(
  env: NodeJS.ProcessEnv,
  progress: (line: string) => void,
): Promise<DistributedConfiguration> {
  const given = parseSettings(serviceSettings, env);
  return {
    ...(await readConfiguration(env, progress)),
    kafkaBrokers: given.KAFKA_BROKERS?.join(','),
    kafkaPrefix: given.KAFKA_PREFIX,
    redisUrl: given.REDIS_URL,
    capture: given.CAPTURE,
    connectUrl: given.CONNECT_URL,
    connectSecrets: given.CONNECT_SECRETS,
    queryWorkers: given.QUERY_WORKERS,
  };
}
