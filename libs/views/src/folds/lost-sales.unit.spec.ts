import type { StreamEvent } from '#contracts';
import type { RequestsRefused } from '#domain';
import { describe, expect, it } from 'vitest';
import { keptCounts, type LostSalesState, lostSalesView } from './lost-sales.js';

const flightId = 'UA1545-EWR-2026-12-05';
const recordedAt = '2026-12-01T12:30:00.000Z';

function minute(number: number): string {
  return new Date(Date.parse('2026-12-01T12:00:00.000Z') + number * 60_000).toISOString();
}

function refused(at: number, ...counts: RequestsRefused['data']['counts']): StreamEvent {
  const data = { flightId, minute: minute(at), counts };
  const place = { streamId: `refusals-${flightId}`, version: 1, recordedAt };
  return { ...place, type: 'RequestsRefused', schemaVersion: 1, data };
}

function folded(...events: StreamEvent[]): LostSalesState | null {
  return events.reduce(
    (state: LostSalesState | null, event) => lostSalesView.evolve(state, event),
    null,
  );
}

const soldOut = { cabin: 'economy', reason: 'sold-out' } as const;
const taken = { cabin: 'economy', reason: 'seat-taken' } as const;

describe('lost sales of a flight', () => {
  it('are counts by minute, the newest first, in whatever order they were written', () => {
    const events = [
      refused(1, { ...soldOut, count: 3 }),
      refused(3, { ...taken, count: 1 }),
      refused(2, { ...taken, count: 4 }),
    ];
    expect(folded(...events)).toEqual({
      flightId,
      counts: [
        { ...taken, minute: minute(3), count: 1 },
        { ...taken, minute: minute(2), count: 4 },
        { ...soldOut, minute: minute(1), count: 3 },
      ],
    });
  });

  it('are summed where several processes have counted the same', () => {
    const both = { ...taken, count: 2 };
    expect(folded(refused(1, { ...soldOut, count: 3 }, both), refused(1, both))?.counts).toEqual([
      { ...soldOut, minute: minute(1), count: 3 },
      { ...taken, minute: minute(1), count: 4 },
    ]);
  });

  it('are the newest ones alone', () => {
    const events = Array.from({ length: keptCounts + 50 }, (_, at) =>
      refused(at, { ...soldOut, count: 1 }),
    );
    const counts = folded(...events)?.counts ?? [];
    expect(counts).toHaveLength(keptCounts);
    expect([counts.at(0)?.minute, counts.at(-1)?.minute]).toEqual([
      minute(keptCounts + 49),
      minute(50),
    ]);
  });
});
