import { partitionCount } from '#contracts';
import { AvailabilityFollower, type Kafka } from '#streaming';
import {
  type BeforeApplicationShutdown,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { AvailabilityInMemory } from './rungs.js';

/** Kafka answers twice a second, also when it has nothing: this is out of touch. */
const outOfTouchMs = 5_000;
/** Without Kafka a start waits no longer: rows come from below then, and are as new. */
const fillWithinMs = 60_000;

/** Feeds the copies in this process from the compacted topic: all of it before it is ready, then each change. */
export class CopiesFollower implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(CopiesFollower.name);
  private readonly follower: AvailabilityFollower;
  private readonly behind = new Set(Array.from({ length: partitionCount }, (_, each) => each));
  private tellFilled: () => void = () => undefined;
  private readonly filled = new Promise<void>((resolve) => (this.tellFilled = resolve));

  constructor(kafka: Kafka, log: string, memory: AvailabilityInMemory) {
    this.follower = new AvailabilityFollower({
      kafka,
      log,
      // A group of its own: every process gets all partitions.
      group: `query-api.${randomUUID()}`,
      take: async (rows) => {
        await memory.put(rows);
      },
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

  /** How long it has not been told of changes; 0 while it is. */
  get silentMs(): number {
    const { silentMs } = this.follower;
    return silentMs > outOfTouchMs ? silentMs : 0;
  }

  /** Rejects while it is not told of changes, or has not got all of them: what it has may be old. */
  inTouch(): Promise<void> {
    if (this.silentMs > 0) return Promise.reject(new Error('Kafka does not answer'));
    const { size } = this.behind;
    if (size > 0) return Promise.reject(new Error(`${size} partitions are still being read`));
    return Promise.resolve();
  }

  private pass(partition: number): void {
    this.behind.delete(partition);
    if (this.behind.size === 0) this.tellFilled();
  }
}
