import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { answersAsCluster } from './kafka/answer.js';
import { brokerSettings, propertiesText } from './kafka/broker-settings.js';
import { jvmOf, kafka } from './kafka/jvm.js';
import { clusterIdIn, makeStorage } from './kafka/storage.js';
import { freePort } from './postgres/free-port.js';
import { startService } from './processes/service.js';

/** A Kafka broker of this machine; it ends when this process does. */
export interface Kafka {
  /** `127.0.0.1:PORT` */
  brokers: string;
  port: number;
  pid: number;
  /** How it ended, once it has. */
  ended: Promise<string>;
  /** Ends the broker in order, by force after a bound; does nothing when it has ended. */
  stop(): Promise<void>;
}

/** What a start needs. */
export interface KafkaOptions {
  /** Where its data and its `server.log` live, or shall live. */
  directory: string;
  /** A free one by default. */
  port?: number;
  /** Broker settings by name, over the ones of `kafka/broker-settings.ts`. */
  settings?: Record<string, string>;
  /** Is told what happens, a line each. */
  progress: (line: string) => void;
}

/**
 * Brings up Apache Kafka on the data in `directory`, made on first use with a cluster id of its own.
 * Java, Maven and Kafka's jars are brought where they are missing. Resolves when it answers.
 *
 * @throws with what stands in the way and what to do about it, or with the end of the broker's log
 */
export async function startKafka(options: KafkaOptions): Promise<Kafka> {
  const { progress } = options;
  const directory = resolve(options.directory);
  const jvm = await jvmOf(kafka, progress);
  const port = options.port ?? (await freePort());
  const settings = {
    ...brokerSettings({ clients: port, controller: await freePort() }),
    ...options.settings,
  };
  await mkdir(directory, { recursive: true });
  await makeStorage(directory, settings, jvm);
  const properties = join(directory, 'server.properties');
  await writeFile(properties, propertiesText(settings));
  const brokers = `127.0.0.1:${port}`;
  const clusterId = await clusterIdIn(directory);
  const server = await startService({
    name: 'Kafka',
    file: jvm.java,
    args: ['-Xmx512m', ...jvm.flags, 'kafka.Kafka', properties],
    answers: () => answersAsCluster(brokers, clusterId),
    stopSignal: 'SIGTERM',
    ...{ directory, port, progress },
  });
  return { brokers, port, ...server };
}
