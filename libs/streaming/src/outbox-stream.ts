import { type FareRow, fareSetOf, type RecordedEvent } from '#contracts';
import { type StreamOptions, type StreamProgress, StreamServer } from './stream-server.js';

/** A table that holds what is still to be sent: in order by fare, and none of it skipped. */
export interface OutboxOptions extends StreamOptions {
  /** The first rows, without taking them out. */
  first: (limit: number) => Promise<OutboxRow[]>;
  /** Takes rows out for good. */
  remove: (rows: readonly OutboxRow[]) => Promise<void>;
  /** How many there are, and the position of the first. */
  waiting: () => Promise<StreamProgress>;
}

/** A row of the outbox: `position` is its place, a whole number. */
export type OutboxRow = Omit<FareRow, 'log'> & { position: string };

const batchSize = 500;
/** In milliseconds: each look that finds nothing doubles the pause before the next, from this one. */
const shortestPause = 5;
const longestPause = 100;
const pauseAfterFailure = 500;

/**
 * The outbox itself as the stream of fares, followed in place. Rows go when they are handled or parked, so a crash
 * repeats a batch and loses none.
 */
export class OutboxStream extends StreamServer {
  constructor(private readonly options: OutboxOptions) {
    super(options);
  }

  override progress(): Promise<StreamProgress> {
    return this.options.waiting();
  }

  protected override async follow(): Promise<void> {
    let idle = shortestPause;
    while (!this.stopping.signal.aborted) {
      try {
        const rows = await this.options.first(batchSize);
        if (rows.length > 0) {
          const { log } = this.options;
          await this.delivery.deliver(rows.map((row) => fareSetOf({ ...row, log })));
          await this.options.remove(rows);
          idle = shortestPause;
          continue;
        }
        idle = Math.min(idle * 2, longestPause);
      } catch (error) {
        this.logger.error(error, `${this.consumer} could not follow the outbox`);
        idle = pauseAfterFailure;
      }
      await this.pause(idle);
    }
  }

  protected override async probe(): Promise<void> {
    await this.options.waiting();
  }

  protected override messageOf({ data }: RecordedEvent): string {
    // As it is: it may be parked because it cannot be read.
    return JSON.stringify(data);
  }

  /** As in {@link EmbeddedStream}: what was given up is listed where it is parked. */
  protected override giveUp(): Promise<void> {
    return Promise.resolve();
  }
}
