import { describe, expect, it } from 'vitest';
import { flightsAMinute, RefusalCounts, waitingMinutes } from './refusal-counts.js';

const never = '9999';

function instant(minute: number): string {
  return new Date(Date.parse('2026-12-01T12:00:12.345Z') + minute * 60_000).toISOString();
}

function refused(number: number) {
  const flightId = `ZZ${number}-EWR-2026-12-05`;
  return { flightId, cabin: 'economy', reason: 'sold-out' } as const;
}

function openCounts() {
  let dropped = 0;
  const counts = new RefusalCounts((count) => (dropped += count));
  return { counts, dropped: () => dropped };
}

describe('counts of refused requests', () => {
  it('are by minute, flight, cabin and reason', () => {
    const { counts } = openCounts();
    counts.add(refused(1), instant(0));
    counts.add(refused(1), instant(0));
    counts.add({ ...refused(1), reason: 'seat-taken' }, instant(0));
    counts.add(refused(1), instant(1));
    const { flightId, ...soldOut } = refused(1);
    expect(counts.before(never)).toEqual([
      {
        ...{ flightId, minute: '2026-12-01T12:00:00.000Z' },
        counts: [
          { ...soldOut, count: 2 },
          { ...soldOut, reason: 'seat-taken', count: 1 },
        ],
      },
      {
        ...{ flightId, minute: '2026-12-01T12:01:00.000Z' },
        counts: [{ ...soldOut, count: 1 }],
      },
    ]);
    expect(counts.before('2026-12-01T12:01:00.000Z')).toHaveLength(1);
  });

  it('are of so many flights a minute at most, however many are asked for; others are told', () => {
    const { counts, dropped } = openCounts();
    for (let number = 1; number <= 10 * flightsAMinute; number += 1) {
      counts.add(refused(number), instant(0));
      counts.add(refused(1), instant(0));
    }
    const kept = counts.before(never);
    expect(kept).toHaveLength(flightsAMinute);
    expect(kept[0]?.counts[0]?.count).toBe(10 * flightsAMinute + 1);
    expect(dropped()).toBe(9 * flightsAMinute);
  });

  it('let the oldest minute go where too many wait, and tell how many requests that were', () => {
    const { counts, dropped } = openCounts();
    counts.add(refused(1), instant(0));
    for (let minute = 0; minute <= waitingMinutes; minute += 1) {
      counts.add(refused(1), instant(minute));
      counts.add(refused(2), instant(minute));
    }
    expect(counts.before(never)).toHaveLength(2 * waitingMinutes);
    expect(counts.before(instant(0))).toEqual([]);
    expect(dropped()).toBe(3);
  });

  it('are empty when all have been written', () => {
    const { counts } = openCounts();
    counts.add(refused(1), instant(0));
    counts.add(refused(2), instant(1));
    for (const each of counts.before(never)) counts.remove(each);
    expect(counts.isEmpty).toBe(true);
  });
});
