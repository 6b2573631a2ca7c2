import { operatedDay } from '#tools/import';
import { expect, it } from 'vitest';
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
