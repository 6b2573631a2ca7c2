import { setTimeout as pause } from 'node:timers/promises';
import { isBehind } from '#contracts';
import type { AccountBalance } from '#domain';
import { EventStore, type LogBatch } from '#event-store';
import { Problem } from '#platform';
import { Injectable } from '@nestjs/common';
import { PostedLog } from './posted-log.js';

const pageSize = 1000;
/** How long an event may take to be seen by followers: other transactions hold it back. */
const patienceMs = 5_000;
const retryAfter = { 'retry-after': '5' };

/**
 * The ledger of this process: it begins with the first question, which reads the whole log (100,000 events took 6 s),
 * and goes on from where it has come with each. Nothing is kept, so a new process reads the log once more.
 */
@Injectable()
export class Ledger {
  private posted = new PostedLog();
  private reading: Promise<unknown> = Promise.resolve();

  constructor(private readonly eventStore: EventStore) {}

  /**
   * With every write that was answered before it was asked for.
   *
   * @throws Problem `unavailable` while a transaction elsewhere keeps the log's end from being followed;
   * UnreadableEvent
   */
  trialBalance(): Promise<AccountBalance[]> {
    const balance = this.reading.then(() => this.caughtUp());
    this.reading = balance.catch(() => undefined);
    return balance;
  }

  private async caughtUp(): Promise<AccountBalance[]> {
    const end = await this.eventStore.end();
    for (let waited = performance.now(); isBehind(this.posted.position, end);) {
      const batch = await this.eventStore.follow(this.posted.position, pageSize);
      this.post(batch);
      if (batch.events.length > 0) waited = performance.now();
      else if (performance.now() - waited < patienceMs) await pause(10);
      else throw heldBack();
    }
    return this.posted.balances.trialBalance();
  }

  private post({ events, next }: LogBatch): void {
    try {
      this.posted.post(events, next);
    } catch (error) {
      // Half of them may be posted.
      this.posted = new PostedLog();
      throw error;
    }
  }
}

function heldBack(): Problem {
  const detail = 'a transaction elsewhere keeps the end of the log from being followed';
  return new Problem('unavailable', detail, {}, retryAfter);
}
