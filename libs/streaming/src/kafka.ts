import { setTimeout as pause } from 'node:timers/promises';
import { partitionCount, type TopicName, topicNames, topicSettings, topicUnder } from '#contracts';
import { type Admin, type ITopicMetadata, Kafka as Client, logLevel } from 'kafkajs';
import { z } from 'zod';
import './idle-connections.js';
import { toNest } from './kafka-log.js';

export interface KafkaOptions {
  /** `host:port` of brokers to begin with. */
  brokers: string[];
  /** What the names of topics and groups begin with: `contrail`, unless several share a cluster. */
  prefix: string;
  /** Whom the brokers' logs name. */
  clientId: string;
}

const ofKafka = z.looseObject({ type: z.string().optional() });
const servedWithinMs = 10_000;
const untilServed = new Set([
  'UNKNOWN_TOPIC_OR_PARTITION',
  'LEADER_NOT_AVAILABLE',
  'NOT_LEADER_FOR_PARTITION',
]);
const betweenLooksMs = 50;
const maxMessageBytes = { 'max.message.bytes': `${16 * 1024 * 1024}` };

/** A Kafka cluster, and what Contrail's topics and groups are called there. */
export class Kafka {
  readonly client: Client;

  constructor(private readonly options: KafkaOptions) {
    const { brokers, clientId } = options;
    this.client = new Client({
      brokers,
      clientId,
      connectionTimeout: 3_000,
      requestTimeout: 10_000,
      retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 3 },
      logLevel: logLevel.WARN,
      logCreator: toNest,
    });
  }

  topic(name: TopicName): string {
    return topicUnder(this.options.prefix, name);
  }

  group(consumer: string): string {
    return `${this.options.prefix}.${consumer}`;
  }

  /** Another one after the brokers were replaced by empty ones. */
  clusterId(): Promise<string> {
    return this.asAdmin(async (admin) => (await admin.describeCluster()).clusterId);
  }

  /**
   * Makes the topics that are not there.
   *
   * @throws Error naming one that has another number of partitions
   */
  ensureTopics(): Promise<void> {
    return this.asAdmin(async (admin) => {
      const names = topicNames.map((name) => ({
        topic: this.topic(name),
        settings: { ...maxMessageBytes, ...topicSettings[name] },
      }));
      await admin.createTopics({
        topics: names.map(({ topic, settings }) => ({
          topic,
          numPartitions: partitionCount,
          replicationFactor: -1,
          configEntries: Object.entries(settings).map(([name, value]) => ({ name, value })),
        })),
        waitForLeaders: false,
      });
      const found = await servedTopics(
        admin,
        names.map(({ topic }) => topic),
      );
      for (const { name, partitions } of found) {
        if (partitions.length === partitionCount) continue;
        throw new Error(
          `the topic ${name} has ${partitions.length} partitions instead of ${partitionCount}`,
        );
      }
    });
  }

  /** How many messages of the topics a group has not handled, and its offsets. */
  lag(consumer: string, topics: readonly TopicName[]): Promise<{ lag: number; at: string }> {
    return this.asAdmin(async (admin) => {
      const committed = await admin.fetchOffsets({
        groupId: this.group(consumer),
        topics: topics.map((name) => this.topic(name)),
      });
      let lag = 0;
      const at: string[] = [];
      for (const { topic, partitions } of committed) {
        const ends = await admin.fetchTopicOffsets(topic);
        for (const { partition, high, low } of ends) {
          const offset = partitions.find((one) => one.partition === partition)?.offset ?? '-1';
          lag += Number(high) - Math.max(Number(offset), Number(low));
          at.push(offset);
        }
      }
      return { lag, at: at.join() };
    });
  }

  /** The partitions that hold messages. */
  filledPartitions(name: TopicName): Promise<Set<number>> {
    return this.asAdmin(async (admin) => {
      const offsets = await admin.fetchTopicOffsets(this.topic(name));
      const filled = offsets.filter(({ low, high }) => low !== high);
      return new Set(filled.map(({ partition }) => partition));
    });
  }

  /** By a connection of its own: to end one that others are asking by would leave open what theirs opens anew. */
  private async asAdmin<T>(work: (admin: Admin) => Promise<T>): Promise<T> {
    const admin = this.client.admin();
    try {
      await admin.connect();
      return await work(admin);
    } finally {
      await admin.disconnect();
    }
  }
}

/**
 * Brokers hear of new topics some moments after they were made, and serve them some moments after they have told who
 * leads them; kafkajs waits for a leader's name alone. To whom is sent too early, it repeats what others had taken.
 */
async function servedTopics(admin: Admin, topics: string[]): Promise<ITopicMetadata[]> {
  const deadline = Date.now() + servedWithinMs;
  for (;;) {
    try {
      const described = await admin.fetchTopicMetadata({ topics });
      // Of each partition by who leads it.
      for (const topic of topics) await admin.fetchTopicOffsets(topic);
      return described.topics;
    } catch (error) {
      if (!isOfNewTopic(error) || Date.now() > deadline) throw error;
      await pause(betweenLooksMs);
    }
  }
}

/** By its type: Node.js finds no names of kafkajs' errors to import. After some tries of its own it tells the last one's. */
function isOfNewTopic(error: unknown): boolean {
  const { type } = ofKafka.parse(error instanceof Error ? (error.cause ?? error) : error);
  return type !== undefined && untilServed.has(type);
}
