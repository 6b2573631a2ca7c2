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
 * restarted, and publishes a row anew that went back in the topic, since compaction keeps the last one and not
 * the newest. The projectors share the partitions.
 */
export class CopiesKeeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(CopiesKeeper.name);
  private readonly stopping = new AbortController();
  private readonly follower: AvailabilityFollower;
  private readonly newest = new Map<string, RowAge>();
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
    for (const row of rows) {
      if (this.isOlder(row)) wentBack.add(row.streamId);
      else wentBack.delete(row.streamId);
    }
  }

  private isOlder({ streamId, generation, version }: ViewRow<unknown>): boolean {
    const newest = this.newest.get(streamId);
    if (newest !== undefined && compareAge(newest, { generation, version }) > 0) return true;
    this.newest.set(streamId, { generation, version });
    return false;
  }

  private async catchUp(partition: number): Promise<void> {
    // Flushed again from here on, it is filled anew: only what was begun before is marked.
    const wasFilling = this.filling.delete(partition);
    // Only now: what is read once more begins with rows that are older than those known already.
    for (const streamId of this.wentBack.get(partition) ?? []) await this.publishAnew(streamId);
    if (wasFilling && !this.missed.has(partition)) await this.options.filled.markFilled(partition);
  }

  private async publishAnew(streamId: string): Promise<void> {
    const row = await this.options.views.row(availabilityView, streamId);
    const newest = this.newest.get(streamId);
    if (row === undefined || (newest !== undefined && compareAge(row, newest) < 0)) return;
    this.logger.warn(`${streamId} went back in the topic: version ${row.version} is sent again`);
    await this.options.pushes.push([row]);
  }

  private async look(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        for (const partition of this.follower.partitions) await this.fillWhereLost(partition);
      } catch (error) {
        this.logger.warn(`what Redis holds could not be told: ${String(error)}`);
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
