import { describe, expect, it } from 'vitest';
import { scheduledDays } from './schedule.js';
import { lastFlightIds } from './unscheduled-dates.js';

const dayMs = 24 * 60 * 60 * 1000;

describe('a year of the schedule', () => {
  it('has every flight of 2013 once, each under a day long', { timeout: 120_000 }, async () => {
    const flightIds = new Set<string>();
    const odd = [];
    const last = [];
    let rows = 0;
    for await (const { date, flights } of scheduledDays('2026-06-15', 365)) {
      for (const { flightId, departsAt, arrivesAt } of flights) {
        const duration = Date.parse(arrivesAt) - Date.parse(departsAt);
        if (!(duration > 0 && duration < dayMs)) odd.push({ date, flightId, duration });
        flightIds.add(flightId);
      }
      rows += flights.length;
      last.push(flights.at(-1)?.flightId);
    }
    expect(odd).toEqual([]);
    expect(await lastFlightIds('2026-06-15', 365)).toEqual(last);
    expect([rows, flightIds.size]).toEqual([336_776, 336_776]);
  });
});
