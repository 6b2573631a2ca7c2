import type { LogPosition, RecordedEvent } from '#contracts';
import { cloudEvent, eventsByTopic } from '#contracts';
import type { Checkpoints } from './checkpoints.js';
import { type StreamOptions, type StreamProgress, StreamServer } from './stream-server.js';

export interface EmbeddedStreamOptions extends StreamOptions {
  /** The log's reader. */
  follow: (
    after: LogPosition,
    limit: number,
  ) => Promise<{ events: RecordedEvent[]; next: LogPosition }>;
  /** How many events come after a position. */
  distance: (after: LogPosition) => Promise<number>;
  checkpoints: Checkpoints;
}

const batchSize = 500;
/** In milliseconds: each poll that finds nothing doubles the pause before the next, from this one. */
const shortestPause = 5;
const longestPause = 100;
const pauseAfterFailure = 500;

/**
 * The log itself as the stream, followed in place. The checkpoint moves when all of a batch are handled or
 * parked, so a crash repeats a batch and loses none.
 */
export class EmbeddedStream extends StreamServer {
  constructor(private readonly options: EmbeddedStreamOptions) {
    super(options);
  }

  override async progress(): Promise<StreamProgress> {
    const checkpoint = await this.options.checkpoints.read(this.consumer);
    const lag = await this.options.distance(checkpoint);
    return { lag, at: `${checkpoint.transactionId}/${checkpoint.position}` };
  }

  protected override async follow(): Promise<void> {
    let after: LogPosition | undefined;
    let idle = shortestPause;
    while (!this.stopping.signal.aborted) {
      try {
        after ??= await this.options.checkpoints.read(this.consumer);
        const { events, next } = await this.options.follow(after, batchSize);
        if (events.length > 0) {
          for (const batch of eventsByTopic(events).values()) await this.delivery.deliver(batch);
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
      await this.pause(idle);
    }
  }

  protected override async probe(): Promise<void> {
    await this.options.checkpoints.read(this.consumer);
  }

  protected override messageOf(event: RecordedEvent): string {
    return JSON.stringify(cloudEvent(event, this.options.log));
  }

  /** Nobody follows beside the parts of this process: what was given up is listed where it is parked. */
  protected override giveUp(): Promise<void> {
    return Promise.resolve();
  }
}
