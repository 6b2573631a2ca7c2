import type { AvailabilityAnswer } from '#contracts';
import { Latencies } from './latencies.js';

interface Seen {
  version: number;
  /** Milliseconds since 1970. */
  at: number;
}

/**
 * How old answers were: the time for which there had been a newer version of the flight. An answer tells its version,
 * and when that version's event was recorded; so the answers of all users together tell when each one was outdated.
 */
export class Staleness {
  private readonly seen = new Map<string, Seen[]>();
  /** Of each flight, when its versions were recorded. */
  private readonly recorded = new Map<string, Map<number, number>>();

  /** @param at when it was answered, in milliseconds since 1970 */
  answered({ flightId, version, asOf }: AvailabilityAnswer, at: number): void {
    this.learn({ flightId, version, asOf });
    const seen = this.seen.get(flightId) ?? [];
    seen.push({ version, at });
    this.seen.set(flightId, seen);
  }

  /** A version that is known of otherwise. */
  learn({ flightId, version, asOf }: Pick<AvailabilityAnswer, 'flightId' | 'version' | 'asOf'>) {
    const versions = this.recorded.get(flightId) ?? new Map<number, number>();
    versions.set(version, Date.parse(asOf));
    this.recorded.set(flightId, versions);
  }

  /** Of all answers, and of those of flights that changed meanwhile. */
  distribution(): { all: Latencies; changed: Latencies } {
    const [all, changed] = [new Latencies(), new Latencies()];
    for (const [flightId, seen] of this.seen) {
      const versions = [...(this.recorded.get(flightId) ?? [])].sort(([a], [b]) => a - b);
      for (const { version, at } of seen) {
        const newer = versions.find(([other]) => other > version);
        const staleMs = newer === undefined ? 0 : Math.max(0, at - newer[1]);
        all.add(staleMs);
        if (versions.length > 1) changed.add(staleMs);
      }
    }
    return { all, changed };
  }
}
