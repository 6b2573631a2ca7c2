import { setTimeout as pause } from 'node:timers/promises';
import { healthOf, type PartHealth } from './health.js';

/** A copy of a part, at its address. */
export interface Watched {
  name: string;
  url: string;
}

const everyMs = 2000;
/** A moment of it is ordinary: a rebalance, a service that starts again. */
const toldAfterMs = 6000;

/** Tells of parts that are not ready for a while, and when they are again. */
export class ReadinessWatch {
  private readonly unreadySince = new Map<string, number>();
  private readonly told = new Set<string>();
  private readonly stopping = new AbortController();
  private watching: Promise<void> = Promise.resolve();

  /** @param running those that run now */
  constructor(
    private readonly running: () => readonly Watched[],
    private readonly tell: (line: string) => void,
  ) {}

  start(): void {
    this.watching = this.watch();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.watching;
  }

  private async watch(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await Promise.all(
        this.running().map(async ({ name, url }) => this.observe(name, await healthOf(url))),
      );
      await pause(everyMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private observe(name: string, health: PartHealth | undefined): void {
    if (health?.status === 'ok') {
      this.unreadySince.delete(name);
      if (this.told.delete(name)) this.tell(`${name} is ready again`);
      return;
    }
    const since = this.unreadySince.get(name) ?? Date.now();
    this.unreadySince.set(name, since);
    if (Date.now() - since < toldAfterMs || this.told.has(name)) return;
    this.told.add(name);
    this.tell(`${name} is not ready: ${reason(health)}`);
  }
}

function reason(health: PartHealth | undefined): string {
  if (health === undefined) return 'it does not answer';
  return Object.entries(health.parts)
    .filter(([, { status }]) => status !== 'ok')
    .map(([part, { status, lag }]) => `${part} ${status}${lag === undefined ? '' : `, lag ${lag}`}`)
    .join('; ');
}
