import { setTimeout as pause } from 'node:timers/promises';
import type { HealthAnswer } from '#contracts';
import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';

export type PartHealth = HealthAnswer['parts'][string];

/** Asks a part how it is; one that cannot tell rejects, or does not answer in time: it is unavailable. */
export type HealthCheck = () => Promise<PartHealth>;

const everyMs = 1000;
const answersWithinMs = 2000;

/** How the parts are that this process needs: looked at each second, and whenever somebody asks. */
@Injectable()
export class Health implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(Health.name);
  private readonly checks = new Map<string, HealthCheck>();
  /** Checks that did not answer in time, and still run: they are not begun anew. */
  private readonly overdue = new Set<string>();
  /** Parts whose being unavailable is told in the log already. */
  private readonly told = new Set<string>();
  private readonly stopping = new AbortController();
  private looking: Promise<void> = Promise.resolve();

  /** @param name of the part, in the answer and in the log */
  register(name: string, check: HealthCheck): void {
    this.checks.set(name, check);
  }

  /** As the parts are now; never rejects. */
  async look(): Promise<HealthAnswer> {
    const asked = [...this.checks].map(
      async ([name, check]) => [name, await this.ask(name, check)] as const,
    );
    const parts = await Promise.all(asked);
    const isReady = parts.every(([, { status }]) => status === 'ok');
    return { status: isReady ? 'ok' : 'unavailable', parts: Object.fromEntries(parts) };
  }

  onApplicationBootstrap(): void {
    this.looking = this.lookEachSecond();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.looking;
  }

  private async lookEachSecond(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.look();
      await pause(everyMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private async ask(name: string, check: HealthCheck): Promise<PartHealth> {
    try {
      const health = await this.answerInTime(name, check);
      this.tell(name, health.status, `lag ${health.lag ?? 'unknown'}`);
      return health;
    } catch (error) {
      this.tell(name, 'unavailable', String(error));
      return { status: 'unavailable' };
    }
  }

  private async answerInTime(name: string, check: HealthCheck): Promise<PartHealth> {
    const late = new Error(`no answer within ${answersWithinMs} ms`);
    if (this.overdue.has(name)) throw late;
    const timer = new AbortController();
    const { signal } = timer;
    const checking = check();
    try {
      const first = await Promise.race([checking, pause(answersWithinMs, undefined, { signal })]);
      if (first !== undefined) return first;
      this.overdue.add(name);
      const inTheEnd = () => this.overdue.delete(name);
      checking.then(inTheEnd, inTheEnd);
      throw late;
    } finally {
      timer.abort();
    }
  }

  /** Changes only: it is asked each second. */
  private tell(name: string, status: PartHealth['status'], reason: string): void {
    if (status === 'ok') {
      if (this.told.delete(name)) this.logger.warn(`${name} is available again`);
    } else if (!this.told.has(name)) {
      this.told.add(name);
      this.logger.warn(`${name} is unavailable: ${reason}`);
    }
  }
}
