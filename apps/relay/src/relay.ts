import { setTimeout as pause } from 'node:timers/promises';
import {
  cloudEvent,
  type CloudEvent,
  eventsByTopic,
  type RecordedEvent,
  type Topic,
} from '#contracts';
import type { EventStore } from '#event-store';
import type { Outbox } from '#fares';
import { type Progress, tellHops } from '#platform';
import { ActiveLock, type Checkpoints, type Kafka, MessageProducer } from '#streaming';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { relayFares } from './relay-fares.js';
import { SentCheckpoint } from './sent-checkpoint.js';

const batchSize = 500;
/** In milliseconds: each poll that finds nothing doubles the pause before the next, from this one. */
const shortestPause = 2;
const longestPause = 50;
const pauseAfterFailure = 500;
/** How often another process's turn is looked for. */
const standbyPause = 500;

export interface RelayOptions {
  eventStore: EventStore;
  checkpoints: Checkpoints;
  outbox: Outbox;
  kafka: Kafka;
  /** The application's role: the session that holds the lock. */
  url: string;
}

/**
 * Log and outbox → Kafka, in order, at least once. One process is active, the others stand by. What it sends when it wakes
 * from a pause, while another has taken over, does no harm: whoever folds takes the next version only. The
 * checkpoint names Kafka's cluster: an empty one is sent all events.
 */
@Injectable()
export class Relay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('relay');
  private readonly stopping = new AbortController();
  private readonly producer: MessageProducer;
  private working: Promise<void> = Promise.resolve();

  constructor(private readonly options: RelayOptions) {
    this.producer = new MessageProducer(options.kafka);
  }

  onApplicationBootstrap(): void {
    this.working = this.work();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.working;
    await this.producer.close();
  }

  /** @throws while the log or Kafka does not answer */
  async progress(): Promise<Progress> {
    const { eventStore, checkpoints, kafka } = this.options;
    const after = await checkpoints.read(await SentCheckpoint.nameOf(kafka));
    const lag = await eventStore.distance(after);
    return { lag, at: `${after.transactionId}/${after.position}` };
  }

  /** Under what name its checkpoint is kept. */
  async followers(): Promise<string[]> {
    return [await SentCheckpoint.nameOf(this.options.kafka)];
  }

  private async work(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      let lock: ActiveLock | undefined;
      try {
        lock = await ActiveLock.take(this.options.url, 'relay');
        if (lock === undefined) {
          await this.pause(standbyPause);
          continue;
        }
        this.logger.log('this relay is the active one');
        await this.relayWhileActive(lock);
      } catch (error) {
        this.logger.warn(`the relay was interrupted and begins again: ${String(error)}`);
        await this.pause(pauseAfterFailure);
      } finally {
        await lock?.release();
      }
    }
  }

  private async relayWhileActive(lock: ActiveLock): Promise<void> {
    const { eventStore, checkpoints, outbox, kafka } = this.options;
    const log = await eventStore.logId();
    await kafka.ensureTopics();
    const checkpoint = await SentCheckpoint.open(checkpoints, kafka);
    // What the outbox has handed to a cluster that is gone is in no outbox any more.
    if (checkpoint.isNew) await outbox.captureStanding();
    let idle = shortestPause;
    while (lock.isHeld && !this.stopping.signal.aborted) {
      const { events, next } = await eventStore.follow(checkpoint.position, batchSize);
      if (events.length > 0) {
        await this.producer.sendBatch(messages(events, log));
        tellHops(this.logger, events, 'sent');
      }
      checkpoint.note(next);
      const hasFares = await relayFares(outbox, this.producer, log);
      const isIdle = events.length === 0 && !hasFares;
      idle = isIdle ? Math.min(idle * 2, longestPause) : shortestPause;
      if (isIdle) await this.pause(idle);
    }
    await checkpoint.close();
  }

  private async pause(milliseconds: number): Promise<void> {
    await pause(milliseconds, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}

function messages(events: readonly RecordedEvent[], log: string): Map<Topic, CloudEvent[]> {
  const byTopic = [...eventsByTopic(events)];
  return new Map(byTopic.map(([topic, some]) => [topic, some.map((one) => cloudEvent(one, log))]));
}
