import { setTimeout as pause } from 'node:timers/promises';
import type { LogPosition, RecordedEvent, Topic } from '#contracts';
import { topicOf } from '#contracts';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import { BaseRpcContext, Server } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import type { Checkpoints } from './checkpoints.js';

export interface EmbeddedStreamOptions {
  /** Who follows: only handlers that name it are called; its checkpoint is kept under its description. */
  consumer: symbol;
  /** The log's reader. */
  follow: (
    after: LogPosition,
    limit: number,
  ) => Promise<{ events: RecordedEvent[]; next: LogPosition }>;
  checkpoints: Checkpoints;
}

const batchSize = 500;
/** In milliseconds: each poll that finds nothing doubles the pause before the next, from this one. */
const shortestPause = 5;
const longestPause = 100;
const pauseAfterFailure = 500;

/**
 * The log itself as the stream, followed in place. Handlers get batches, an array of events of one topic in
 * the order of the log; the checkpoint moves when all of a batch are handled, so a crash repeats a batch
 * and loses none. A batch that fails is repeated.
 */
export class EmbeddedStream extends Server implements CustomTransportStrategy {
  override readonly transportId: symbol;
  private readonly consumer: string;
  private readonly stopping = new AbortController();
  private following: Promise<void> = Promise.resolve();

  constructor(private readonly options: EmbeddedStreamOptions) {
    super();
    this.transportId = options.consumer;
    this.consumer = options.consumer.description ?? '';
  }

  listen(callback: (error?: unknown) => void): void {
    this.following = this.followLog();
    callback();
  }

  /** Waits for the batch at work. */
  async close(): Promise<void> {
    this.stopping.abort();
    await this.following;
  }

  override on(): never {
    throw new Error('the embedded stream has no events of its own');
  }

  override unwrap(): never {
    throw new Error('the embedded stream has no client underneath');
  }

  private async followLog(): Promise<void> {
    let after: LogPosition | undefined;
    let idle = shortestPause;
    while (!this.stopping.signal.aborted) {
      try {
        after ??= await this.options.checkpoints.read(this.consumer);
        const { events, next } = await this.options.follow(after, batchSize);
        if (events.length > 0) {
          await this.handle(events);
          await this.options.checkpoints.write(this.consumer, next);
          after = next;
          idle = shortestPause;
          continue;
        }
        idle = Math.min(idle * 2, longestPause);
      } catch (error) {
        this.logger.error(error, `${this.consumer} could not follow the log`);
        idle = pauseAfterFailure;
      }
      await pause(idle, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  private async handle(events: readonly RecordedEvent[]): Promise<void> {
    for (const [topic, batch] of byTopic(events)) {
      const result: unknown = await this.getHandlerByPattern(topic)?.(
        batch,
        new BaseRpcContext([topic]),
      );
      if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
    }
  }
}

function byTopic(events: readonly RecordedEvent[]): Map<Topic, RecordedEvent[]> {
  const batches = new Map<Topic, RecordedEvent[]>();
  for (const event of events) {
    const topic = topicOf(event.streamId);
    if (topic === undefined) continue;
    const batch = batches.get(topic);
    if (batch === undefined) batches.set(topic, [event]);
    else batch.push(event);
  }
  return batches;
}
