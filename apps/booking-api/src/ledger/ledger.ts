import { setTimeout as pause } from 'node:timers/promises';
import { isBehind } from '#contracts';
import type { AccountBalance } from '#domain';
import { EventStore } from '#event-store';
import { Problem } from '#platform';
import { Injectable } from '@nestjs/common';
import { PostedLog } from './posted-log.js';

const pageSize = 1000;
/** How long an event may take to be seen by followers: other transactions hold it back. */
const patienceMs = 5_000;
const retryAfter = { 'retry-after': '5' };

/**
 * The ledger of this process: it begins with the first question, and goes on from where it has come with each.
 * Nothing is kept, so a new process reads the log once more.
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
    try {
      for (let waited = performance.now(); isBehind(this.posted.position, end);) {
        const { events, next } = await this.eventStore.follow(this.posted.position, pageSize);
        this.posted.post(events, next);
        if (events.length > 0) waited = performance.now();
        else if (performance.now() - waited < patienceMs) await pause(10);
        else throw heldBack();
      }
    } catch (error) {
      // Half a page may be posted.
      if (!(error instanceof Problem)) this.posted = new PostedLog();
      throw error;
    }
    return this.posted.balances.trialBalance();
  }
}

function heldBack(): Problem {
  const detail = 'a transaction elsewhere keeps the end of the log from being followed';
  return new Problem('unavailable', detail, {}, retryAfter);
}
