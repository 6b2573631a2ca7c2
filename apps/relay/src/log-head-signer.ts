import { setTimeout as pause } from 'node:timers/promises';
import { type EventStore, headOfNothing, type LogHead, type SignedHeads } from '#event-store';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';

/** Signs the log's head now and then, while the log grows: from the last signed one on, never all anew. */
@Injectable()
export class LogHeadSigner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(LogHeadSigner.name);
  private readonly stopping = new AbortController();
  private working: Promise<void> = Promise.resolve();
  private newest: LogHead | undefined;

  constructor(
    private readonly eventStore: EventStore,
    private readonly heads: SignedHeads,
    private readonly everyMs = 10 * 60_000,
  ) {}

  onApplicationBootstrap(): void {
    this.working = this.signNowAndThen();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.working;
  }

  private async signNowAndThen(): Promise<void> {
    const { signal } = this.stopping;
    for (;;) {
      try {
        await pause(this.everyMs, undefined, { signal });
        await this.sign();
      } catch (error) {
        if (signal.aborted) return;
        this.logger.error(error, `the log's head could not be signed in ${this.heads.file}`);
      }
    }
  }

  private async sign(): Promise<void> {
    const log = await this.eventStore.logId();
    const before = this.newest ?? (await this.heads.read(log)).heads.at(-1) ?? headOfNothing;
    const head = await this.eventStore.headAfter(before, this.stopping.signal);
    if (head.events > before.events) await this.heads.keep(log, head, new Date().toISOString());
    this.newest = head;
  }
}
