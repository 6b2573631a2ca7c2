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
  /** Of each query-api. */
  queryWorkers: number;
}

/** @throws Error naming each setting that is wrong, but never its value */
export async function readDistributed(
  env: NodeJS.ProcessEnv,
  progress: (line: string) => void,
): Promise<DistributedConfiguration> {
  const { KAFKA_BROKERS, KAFKA_PREFIX, REDIS_URL, QUERY_WORKERS } = parseSettings(
    serviceSettings,
    env,
  );
  return {
    ...(await readConfiguration(env, progress)),
    kafkaBrokers: KAFKA_BROKERS?.join(','),
    kafkaPrefix: KAFKA_PREFIX,
    redisUrl: REDIS_URL,
    queryWorkers: QUERY_WORKERS,
  };
}
