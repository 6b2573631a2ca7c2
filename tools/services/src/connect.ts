import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { propertiesText } from './kafka/broker-settings.js';
import { connect, jvmOf } from './kafka/jvm.js';
import { freePort } from './postgres/free-port.js';
import { startService } from './processes/service.js';

/** A Kafka Connect of this machine, with Debezium's connector for PostgreSQL; it ends when this process does. */
export interface Connect {
  /** Where it is told of connectors: `http://127.0.0.1:PORT` */
  url: string;
  port: number;
  pid: number;
  /** How it ended, once it has. */
  ended: Promise<string>;
  /** Ends it in order, by force after a bound; does nothing when it has ended. */
  stop(): Promise<void>;
}

/** What a start needs. */
export interface ConnectOptions {
  /** Where its `server.log` lives, or shall live. */
  directory: string;
  /** Of the Kafka that has its connectors and how far they have come: `host:port,…` */
  brokers: string;
  /** What the names of its topics begin with. */
  prefix: string;
  /** A free one by default. */
  port?: number;
  /** Is told what happens, a line each. */
  progress: (line: string) => void;
}

/**
 * Brings up Kafka Connect, whose jars are brought where they are missing. It keeps all that it knows in Kafka.
 * Resolves when it answers.
 *
 * @throws with what stands in the way and what to do about it, or with the end of its log
 */
export async function startConnect(options: ConnectOptions): Promise<Connect> {
  const { brokers, prefix, progress } = options;
  const directory = resolve(options.directory);
  const jvm = await jvmOf(connect, progress);
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  await mkdir(directory, { recursive: true });
  const properties = join(directory, 'worker.properties');
  await writeFile(properties, propertiesText(workerSettings({ brokers, prefix, url })));
  const worker = await startService({
    name: 'Kafka Connect',
    file: jvm.java,
    args: [
      '-Xmx256m',
      // Ready in two thirds of the time; a connector of few changes needs no more.
      ...['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'],
      ...[...jvm.flags, 'org.apache.kafka.connect.cli.ConnectDistributed', properties],
    ],
    answers: () => answersAsWorker(url),
    stopSignal: 'SIGTERM',
    ...{ directory, port, progress },
  });
  return { url, port, ...worker };
}

/** One worker, which has everything to itself; what a connector writes is told by its own configuration. */
function workerSettings(place: { brokers: string; prefix: string; url: string }) {
  const converter = 'org.apache.kafka.connect.json.JsonConverter';
  return {
    'bootstrap.servers': place.brokers,
    'group.id': `${place.prefix}.connect`,
    'config.storage.topic': `${place.prefix}.connect-connectors`,
    'config.storage.replication.factor': '1',
    'offset.storage.topic': `${place.prefix}.connect-offsets`,
    'offset.storage.replication.factor': '1',
    'offset.storage.partitions': '1',
    'status.storage.topic': `${place.prefix}.connect-status`,
    'status.storage.replication.factor': '1',
    'status.storage.partitions': '1',
    // One that was killed is taken for gone soon, and what it had to do is not kept for its return.
    'session.timeout.ms': '6000',
    'heartbeat.interval.ms': '2000',
    'scheduled.rebalance.max.delay.ms': '0',
    'offset.flush.interval.ms': '1000',
    'key.converter': converter,
    'value.converter': converter,
    listeners: place.url,
    'rest.advertised.host.name': '127.0.0.1',
    // By what the jars tell of themselves: reading all classes takes longer than the rest of the start.
    'plugin.discovery': 'service_load',
    // A connector names a file that has its password, and Kafka is not told it.
    'config.providers': 'file',
    'config.providers.file.class': 'org.apache.kafka.common.config.provider.FileConfigProvider',
  };
}

/** Whether it takes part in its group: until then it answers that it does not know its connectors. */
async function answersAsWorker(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/connectors`, { signal: AbortSignal.timeout(5000) }).catch(
    () => undefined,
  );
  await answer?.body?.cancel();
  return answer?.ok === true;
}
