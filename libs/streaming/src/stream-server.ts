import { setTimeout as pause } from 'node:timers/promises';
import type { DeadLetterMessage, FollowedTopic, RecordedEvent } from '#contracts';
import { followedTopicOf } from '#contracts';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import { BaseRpcContext, Server } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import { Delivery } from './delivery.js';
import type { ParkedMessages } from './parked-messages.js';

export interface StreamOptions {
  /** Who follows: only handlers that name it are called; its description is its name. */
  consumer: symbol;
  /** The id of the log that is followed. */
  log: string;
  parked: ParkedMessages;
  /** Whether an error says that what a handler needs is out of reach. */
  isOutOfReach: (error: unknown) => boolean;
}

/** How far a consumer has come. */
export interface StreamProgress {
  /** Messages that it has not handled yet. */
  lag: number;
  /** Changes with every step. */
  at: string;
}

const pauseBetweenRetriesMs = 500;

/**
 * The stream port: handlers get batches, an array of events of one topic in the order of their streams, at
 * least once each. A batch counts as handled when the handler has resolved; what a handler cannot handle holds
 * back its own stream only (see {@link Delivery}). Every transport follows the log complete and in order.
 */
export abstract class StreamServer extends Server implements CustomTransportStrategy {
  override readonly transportId: symbol;
  protected readonly consumer: string;
  protected readonly stopping = new AbortController();
  protected readonly delivery: Delivery;
  private working: Promise<unknown> = Promise.resolve();

  protected constructor({ consumer, log, parked, isOutOfReach }: StreamOptions) {
    super();
    this.transportId = consumer;
    this.consumer = consumer.description ?? '';
    this.delivery = new Delivery(
      {
        name: this.consumer,
        log,
        isOutOfReach,
        messageOf: (event) => this.messageOf(event),
        topicOf: (parked) => this.topicOf(parked),
        handle: (events) => this.handle(events),
        probe: () => this.probe(),
        giveUp: (letter) => this.giveUp(letter),
      },
      parked,
    );
  }

  listen(callback: (error?: unknown) => void): void {
    this.working = Promise.all([this.follow(), this.retry()]);
    callback();
  }

  /** Waits for the batch at work. */
  async close(): Promise<void> {
    this.stopping.abort();
    await this.working;
  }

  /** @throws when it cannot be told now */
  abstract progress(): Promise<StreamProgress>;

  /** Until it is told to stop; what fails is tried again. */
  protected abstract follow(): Promise<void>;

  /** Rejects while the transport or its checkpoints are out of reach. */
  protected abstract probe(): Promise<void>;

  /** An event as a message of its topic. */
  protected abstract messageOf(event: RecordedEvent): string;

  /** The topic of what is parked under a stream's id. */
  protected topicOf(parked: string): FollowedTopic | undefined {
    return followedTopicOf(parked);
  }

  protected abstract giveUp(letter: DeadLetterMessage): Promise<void>;

  override on(): never {
    throw new Error('the stream has no events of its own');
  }

  override unwrap(): never {
    throw new Error('the stream has no client to be used aside');
  }

  /** Resolves sooner when it is told to stop. */
  protected async pause(milliseconds: number): Promise<void> {
    await pause(milliseconds, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }

  private async retry(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        if (await this.delivery.retryDue()) continue;
      } catch (error) {
        this.logger.warn(`${this.consumer} could not retry what is parked: ${String(error)}`);
      }
      await this.pause(pauseBetweenRetriesMs);
    }
  }

  private async handle(events: RecordedEvent[]): Promise<void> {
    const [event] = events;
    const topic = event && followedTopicOf(event.streamId);
    if (topic === undefined) return;
    const context = new BaseRpcContext([topic]);
    const result: unknown = await this.getHandlerByPattern(topic)?.(events, context);
    if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
  }
}
