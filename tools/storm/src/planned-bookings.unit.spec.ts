import { seatMapOf } from '#domain';
import { operatedDay } from '#tools/import';
import { seeded } from '#tools/load';
import { expect, it } from 'vitest';
import { plannedBookings } from './planned-bookings.js';
import { comingStormDay, stormFlights } from './storm-flights.js';

it('the coming 8 February is of the next year from that day on', () => {
  expect(comingStormDay(new Date('2027-02-07T12:00:00Z'))).toBe('2027-02-08');
  expect(comingStormDay(new Date('2027-02-08T00:00:00Z'))).toBe('2028-02-08');
});

it('a part of the storm has its share of the flights that flew', async () => {
  const flights = await operatedDay('2027-02-08');
  const counts = (wanted: number) => {
    const { cancelled, others } = stormFlights(flights, wanted);
    return [cancelled.length, others.length];
  };
  expect(counts(472)).toEqual([472, 458]);
  expect(counts(40)).toEqual([40, 39]);
});

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
