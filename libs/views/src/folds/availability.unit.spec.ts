import type { FlightEvent } from '#domain';
import { describe, expect, it } from 'vitest';
import { availabilityView } from './availability.js';
import {
  arrived,
  cancelled,
  checkedIn,
  delayed,
  departed,
  diverted,
  folded,
  held,
  moved,
  released,
  schedule,
  scheduled,
  sold,
} from './sample-flight.spec.js';

function free(...events: FlightEvent[]): number | undefined {
  return folded(availabilityView, scheduled, ...events)?.cabins[0]?.available;
}

describe('the availability view', () => {
  it('shows a flight with all its seats free once it is scheduled', () => {
    const { fares, ...rest } = schedule;
    expect(folded(availabilityView, scheduled)).toEqual({
      ...rest,
      status: 'scheduled',
      cabins: fares.map((fare) => ({ ...fare, capacity: 4, available: 4 })),
      taken: {},
    });
  });

  it('counts held seats out, sold ones once, and released ones in again', () => {
    expect(free(held('1A', '1C'))).toBe(2);
    expect(free(held('1A', '1C'), sold('1A', '1C'))).toBe(2);
    expect(free(held('1A', '1C'), sold('1A', '1C'), released('1A', '1C'))).toBe(4);
    expect(free(held('1A', '1C'), released('1A'))).toBe(3);
  });

  it('is the same after a move and a check-in', () => {
    expect(free(held('1A'), moved('1A', '1F'), checkedIn)).toBe(3);
  });

  it('shows the later times of a delayed flight', () => {
    expect(folded(availabilityView, scheduled, delayed)).toMatchObject({
      status: 'delayed',
      departsAt: '2026-12-05T11:00:00.000Z',
      arrivesAt: '2026-12-05T15:04:00.000Z',
    });
  });

  it.each([
    ['departed', [departed]],
    ['arrived', [departed, arrived]],
    ['diverted', [departed, diverted]],
    ['cancelled', [cancelled]],
  ])('shows that a flight has %s, and its seats', (status, events) => {
    expect(folded(availabilityView, scheduled, held('1A'), ...events)).toMatchObject({
      status,
      cabins: [{ available: 3 }],
    });
  });

  it('shows a changed fare, and keeps its revision beside what is shown', () => {
    const fare = { amount: 21_000, currency: 'USD' } as const;
    const changed = (revision: number): FlightEvent => {
      return { type: 'FareChanged', data: { cabin: 'economy', fare, revision } };
    };
    expect(folded(availabilityView, scheduled, held('1A'), changed(7), changed(9))).toMatchObject({
      cabins: [{ cabin: 'economy', capacity: 4, available: 3, fare }],
      fareRevisions: { economy: 9 },
    });
  });

  it('shows nothing of a flight that was never scheduled', () => {
    expect(folded(availabilityView, departed)).toBeNull();
  });
});
