import { flightStreamId } from '#domain';
import { describe, expect, it } from 'vitest';
import { lastFlightIds, unscheduledDates } from './unscheduled-dates.js';

/** A store that has the flights of those dates. */
function storeWith(...dates: string[]) {
  const asked: string[][] = [];
  async function existing(streamIds: readonly string[]): Promise<Set<string>> {
    asked.push([...streamIds]);
    return Promise.resolve(new Set(streamIds.filter((id) => dates.includes(id.slice(-10)))));
  }
  return { asked, existing };
}

describe('the dates that are not scheduled', () => {
  const range = { from: '2026-12-30', days: 4 };

  it('are all, in an empty store', async () => {
    expect(await unscheduledDates(storeWith(), range)).toEqual(range);
  });

  it('are none when each has its last flight, and one query tells', async () => {
    const store = storeWith('2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02');
    expect(await unscheduledDates(store, range)).toBeUndefined();
    expect(store.asked).toEqual([(await lastFlightIds('2026-12-30', 4)).map(flightStreamId)]);
  });

  it('reach from the first to the last that lacks its last flight', async () => {
    const store = storeWith('2026-12-30', '2027-01-01');
    expect(await unscheduledDates(store, range)).toEqual({ from: '2026-12-31', days: 3 });
  });
});

it('the last flight of 29 February is that of the 28th', async () => {
  const [before = '', leapDay] = await lastFlightIds('2028-02-28', 2);
  expect(leapDay).toBe(before.replace('02-28', '02-29'));
});
