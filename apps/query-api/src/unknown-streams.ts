import { LRUCache } from 'lru-cache';
import type { AvailabilityInMemory } from './availability-in-memory.js';

/** Asked for again within a second PostgreSQL is not: a flood of few ids that nobody knows stays here. */
const rememberedMs = 1_000;
const rememberedAtMost = 10_000;

/** Flights that PostgreSQL did not know a moment ago. What is pushed meanwhile is in memory, which is asked before. */
export class UnknownStreams {
  private readonly lookedAt = new LRUCache<string, number>({
    max: rememberedAtMost,
    ttl: rememberedMs,
  });

  constructor(private readonly memory: AvailabilityInMemory) {}

  /** @param moment of the memory's, before PostgreSQL was asked */
  note(streamId: string, moment: number): void {
    this.lookedAt.set(streamId, moment);
  }

  /** Not any more when memory may have had its row since, and has let it go. */
  has(streamId: string): boolean {
    const moment = this.lookedAt.get(streamId);
    return moment !== undefined && !this.memory.mayHaveLost(streamId, moment);
  }
}
