import { partitionCount } from '#contracts';
import { AvailabilityFollower, type Kafka } from '#streaming';
import type { RowPushes } from '#views/stores';
import {
  type BeforeApplicationShutdown,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { randomUUID } from 'node:crypto';

/** Kafka answers twice a second, also when it has nothing: this is out of touch. */
const outOfTouchMs = 5_000;
/** Without Kafka a start waits no longer: rows come from below then, and are as new. */
const fillWithinMs = 60_000;

/** Feeds what this process keeps and shows from the compacted topic: all of it before it is ready, then each change. */
export class CopiesFollower implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(CopiesFollower.name);
  private readonly follower: AvailabilityFollower;
  private readonly behind = new Set(Array.from({ length: partitionCount }, (_, each) => each));
  /** While partitions are behind: when none was. At the start there is nothing yet that could be old. */
  private currentAt = Date.now();
  private tellFilled: () => void = () => undefined;
  private readonly filled = new Promise<void>((resolve) => (this.tellFilled = resolve));

  constructor(kafka: Kafka, log: string, pushes: RowPushes) {
    this.follower = new AvailabilityFollower({
      kafka,
      log,
      // A group of its own: every process gets all partitions.
      group: `query-api.${randomUUID()}`,
      take: (rows) => pushes.push(rows),
      begun: (partitions) => this.fallBehind(partitions),
      caughtUp: (partition) => this.pass(partition),
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    this.follower.start();
    const late = setTimeout(() => {
      this.logger.warn('the copies in this process are not filled yet, and it serves without them');
      this.tellFilled();
    }, fillWithinMs);
    await this.filled;
    clearTimeout(late);
  }

  async beforeApplicationShutdown(): Promise<void> {
    // It may be told to stop while it still waits.
    this.tellFilled();
    await this.follower.stop();
  }

  /** How long it may not have been told of changes; 0 while it has all of them. */
  get silentMs(): number {
    if (this.behind.size > 0) return Date.now() - this.currentAt;
    return this.isOutOfTouch ? this.follower.silentMs : 0;
  }

  /** Rejects while it is not told of changes, or has not got all of them: what it has may be old. */
  inTouch(): Promise<void> {
    if (this.isOutOfTouch) return Promise.reject(new Error('Kafka does not answer'));
    const { size } = this.behind;
    if (size > 0) return Promise.reject(new Error(`${size} partitions are still being read`));
    return Promise.resolve();
  }

  private get isOutOfTouch(): boolean {
    return this.follower.silentMs > outOfTouchMs;
  }

  /** What came while it was away is at the end of what it begins to read. */
  private fallBehind(partitions: readonly number[]): void {
    if (this.behind.size === 0) this.currentAt = Date.now() - this.follower.silentMs;
    for (const partition of partitions) this.behind.add(partition);
  }

  private pass(partition: number): void {
    this.behind.delete(partition);
    if (this.behind.size === 0) this.tellFilled();
  }
}
