import { setTimeout as pause } from 'node:timers/promises';
import type { SentAvailability } from '#contracts';
import { AvailabilityFollower, type Kafka } from '#streaming';
import { type AvailabilityState, availabilityView, type ViewRow } from '#views/folds';
import {
  compareAge,
  type FilledPartitions,
  type PostgresViewStore,
  type RedisCopies,
  type RowAge,
  type RowPushes,
} from '#views/stores';
import {
  type BeforeApplicationShutdown,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';

const lookEveryMs = 1_000;
/** Others push in between. */
const publishedAtOnce = 500;
/** A Redis that refuses rows is not sent all of a partition each time that it is looked at. */
const fillAgainAfterMs = 5_000;

export interface CopiesKeeperOptions {
  kafka: Kafka;
  log: string;
  redis: RedisCopies<AvailabilityState>;
  filled: FilledPartitions;
  views: PostgresViewStore;
  pushes: RowPushes;
}

/**
 * Keeps the copies of availability whole: fills Redis from the compacted topic, again when it was flushed or
 * restarted, and publishes rows anew: one that went back in the topic, since compaction keeps the last one and not
 * the newest, and all that are of a former generation, when the view was built anew. The projectors share the
 * partitions.
 */
export class CopiesKeeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(CopiesKeeper.name);
  private readonly stopping = new AbortController();
  private readonly follower: AvailabilityFollower;
  /** By partition, how new the newest row of each stream is, as far as it has been read. */
  private readonly newest = new Map<number, Map<string, RowAge>>();
  private readonly caughtUp = new Set<number>();
  /** By partition, of which generation all its rows are, or have been published anew. */
  private readonly published = new Map<number, number>();
  /** By partition, the streams whose last row, as far as it has been read, is not the newest one. */
  private readonly wentBack = new Map<number, Set<string>>();
  private readonly filling = new Set<number>();
  /** Partitions of which Redis, out of reach, has not got all. */
  private readonly missed = new Set<number>();
  private readonly begunAt = new Map<number, number>();
  private looking: Promise<void> = Promise.resolve();

  constructor(private readonly options: CopiesKeeperOptions) {
    this.follower = new AvailabilityFollower({
      kafka: options.kafka,
      log: options.log,
      group: 'copies',
      take: (rows, partition) => this.take(rows, partition),
      caughtUp: (partition) => this.catchUp(partition),
    });
  }

  onApplicationBootstrap(): void {
    this.follower.start();
    this.looking = this.look();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.follower.stop();
    await this.looking;
  }

  private async take(rows: SentAvailability[], partition: number): Promise<void> {
    if ((await this.options.redis.put(rows)) === 'unreachable') this.missed.add(partition);
    const wentBack = this.wentBack.get(partition) ?? new Set();
    this.wentBack.set(partition, wentBack);
    const newest = this.newest.get(partition) ?? new Map<string, RowAge>();
    this.newest.set(partition, newest);
    for (const row of rows) {
      if (isOlder(row, newest)) wentBack.add(row.streamId);
      else {
        wentBack.delete(row.streamId);
        newest.set(row.streamId, { generation: row.generation, version: row.version });
      }
    }
  }

  private async catchUp(partition: number): Promise<void> {
    // Flushed again from here on, it is filled anew: only what was begun before is marked.
    const wasFilling = this.filling.delete(partition);
    // Only now: what is read once more begins with rows that are older than those known already.
    for (const row of await this.publishAnew(
      [...(this.wentBack.get(partition) ?? [])],
      partition,
    )) {
      this.logger.warn(
        `${row.streamId} went back in the topic: version ${row.version} is sent again`,
      );
    }
    this.caughtUp.add(partition);
    if (wasFilling && !this.missed.has(partition)) await this.options.filled.markFilled(partition);
  }

  /** @returns the rows that were sent */
  private async publishAnew(
    streamIds: readonly string[],
    partition: number,
  ): Promise<ViewRow<unknown>[]> {
    const newest = this.newest.get(partition) ?? new Map<string, RowAge>();
    const sent: ViewRow<unknown>[] = [];
    for (let from = 0; from < streamIds.length; from += publishedAtOnce) {
      const some = streamIds.slice(from, from + publishedAtOnce);
      const rows = [...(await this.options.views.rows(availabilityView, some)).values()];
      const current = rows.filter((row) => !isOlder(row, newest));
      await this.options.pushes.push(current);
      sent.push(...current);
    }
    return sent;
  }

  /** After a rebuild the rows have the same versions, and a newer generation. */
  private async publishGeneration(partition: number, generation: number): Promise<void> {
    if (!this.caughtUp.has(partition) || this.published.get(partition) === generation) return;
    const newest = this.newest.get(partition) ?? new Map<string, RowAge>();
    const former = [...newest].filter(([, age]) => age.generation < generation);
    if (former.length > 0) {
      this.logger.log(
        `${former.length} rows of partition ${partition} are sent anew: the view was built anew`,
      );
      await this.publishAnew(
        former.map(([streamId]) => streamId),
        partition,
      );
    }
    this.published.set(partition, generation);
  }

  private async look(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        const generation = await this.options.views.generation(availabilityView);
        for (const partition of this.follower.partitions) {
          await this.fillWhereLost(partition);
          await this.publishGeneration(partition, generation);
        }
      } catch (error) {
        this.logger.warn(`whether the copies are whole could not be told: ${String(error)}`);
      }
      await pause(lookEveryMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private async fillWhereLost(partition: number): Promise<void> {
    const { filled } = this.options;
    const isWhole = !this.missed.has(partition) && (await filled.isFilled(partition)) !== false;
    if (isWhole || this.filling.has(partition)) return;
    if (Date.now() - (this.begunAt.get(partition) ?? 0) < fillAgainAfterMs) return;
    if ((await filled.beginFilling(partition)) === 'unreachable') return;
    this.logger.log(`Redis is filled from partition ${partition}`);
    this.begunAt.set(partition, Date.now());
    this.missed.delete(partition);
    this.filling.add(partition);
    await this.follower.beginAgain(partition);
  }
}

function isOlder(row: ViewRow<unknown>, newest: ReadonlyMap<string, RowAge>): boolean {
  const known = newest.get(row.streamId);
  return known !== undefined && compareAge(known, row) > 0;
}
