import type { Rung } from '../client/source.js';
import { Latencies, type Percentiles } from './latencies.js';

export type RungCounts = Record<Rung, number>;

export interface ObservedRead {
  region: string;
  /** Milliseconds since the start, when it was to begin. */
  intendedAt: number;
  /** From then on: waiting for a slow answer before it counts too. */
  tookMs: number;
  /** Undefined where no rung answered. */
  rung: Rung | undefined;
  failed: boolean;
}

export interface BookingCounts {
  count: number;
  acknowledged: number;
  /** Refused, since the flight had changed: 409. */
  conflicts: number;
  /** Turned away under load: 429 or 503, more often than a client asks again. */
  shed: number;
  failed: number;
  paid: number;
}

/** What happened within one second. */
export interface Second extends Percentiles {
  second: number;
  reads: number;
  failed: number;
  rungs: RungCounts;
  bookings: number;
  conflicts: number;
}

interface Counted {
  latencies: Latencies;
  failed: number;
  rungs: RungCounts;
  bookings: number;
  conflicts: number;
}

/** All that users observe, as it happens. */
export class Recording {
  readonly all = newCounted();
  readonly bookings: BookingCounts = {
    ...{ count: 0, acknowledged: 0, conflicts: 0, shed: 0, failed: 0, paid: 0 },
  };
  readonly regions = new Map<string, Counted>();
  /** How often each reason was met. */
  readonly failures = new Map<string, number>();
  private readonly bySecond: Counted[] = [];

  read({ region, intendedAt, tookMs, rung, failed }: ObservedRead): void {
    for (const counted of [this.all, this.region(region), this.second(intendedAt + tookMs)]) {
      counted.latencies.add(tookMs);
      if (failed) counted.failed += 1;
      else if (rung !== undefined) counted.rungs[rung] += 1;
    }
  }

  booking(at: number, outcome: Exclude<keyof BookingCounts, 'count' | 'paid'>): void {
    this.bookings.count += 1;
    this.bookings[outcome] += 1;
    const second = this.second(at);
    second.bookings += 1;
    if (outcome === 'conflicts') second.conflicts += 1;
  }

  failure(reason: string): void {
    this.failures.set(reason, (this.failures.get(reason) ?? 0) + 1);
  }

  /** Sessions that were still waiting long after the run. */
  unanswered(sessions: number): void {
    if (sessions === 0) return;
    this.all.failed += sessions;
    this.failures.set('no answer long after the run was over', sessions);
  }

  /** Those that are over at the time, in milliseconds since the start. */
  secondsUntil(at: number): Second[] {
    return Array.from({ length: Math.floor(at / 1000) }, (_, second) => this.told(second));
  }

  /** The last one that is over at the time; undefined before any is. */
  lastSecond(at: number): Second | undefined {
    return at < 1000 ? undefined : this.told(Math.floor(at / 1000) - 1);
  }

  private told(second: number): Second {
    const { latencies, ...counted } = this.bySecond[second] ?? newCounted();
    return { second, reads: latencies.count, ...counted, ...latencies.percentiles };
  }

  private second(at: number): Counted {
    return (this.bySecond[Math.floor(at / 1000)] ??= newCounted());
  }

  private region(name: string): Counted {
    const known = this.regions.get(name) ?? newCounted();
    this.regions.set(name, known);
    return known;
  }
}

function newCounted(): Counted {
  const counts = { browser: 0, edge: 0, memory: 0, redis: 0, postgres: 0 };
  return { latencies: new Latencies(), failed: 0, rungs: counts, bookings: 0, conflicts: 0 };
}
