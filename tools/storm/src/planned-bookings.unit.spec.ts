import { seatMapOf } from '#domain';
import { operatedDay } from '#tools/import';
import { seeded } from '#tools/load';
import { expect, it } from 'vitest';
import { plannedBookings } from './planned-bookings.js';

it('bookings fill every cabin but for a twentieth, and overfill none', async () => {
  const flights = await operatedDay('2027-02-08');
  const sold = new Map<string, number>();
  const planned = plannedBookings(flights, seeded(1));
  for (const { segments, party } of planned) {
    expect(new Set(segments.map(({ flightId }) => flightId)).size).toBe(segments.length);
    for (const { flightId, cabin } of segments) {
      const key = `${flightId} ${cabin}`;
      sold.set(key, (sold.get(key) ?? 0) + party);
    }
  }
  for (const { schedule } of flights) {
    for (const [cabin, { capacity }] of seatMapOf(schedule.aircraft.seats).cabins) {
      const taken = sold.get(`${schedule.flightId} ${cabin}`) ?? 0;
      expect(taken).toBe(Math.floor(0.95 * capacity));
    }
  }
  expect(planned.filter(({ segments }) => segments.length === 2).length).toBeGreaterThan(1_000);
});
