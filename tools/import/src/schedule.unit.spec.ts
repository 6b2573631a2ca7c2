import { describe, expect, it } from 'vitest';
import type { ScheduledDay } from './schedule.js';
import { scheduledDays } from './schedule.js';

async function days(from: string, count: number): Promise<ScheduledDay[]> {
  const read = [];
  for await (const day of scheduledDays(from, count)) read.push(day);
  return read;
}

async function flight(flightId: string) {
  const [day] = await days(flightId.slice(-10), 1);
  return day?.flights.find((of) => of.flightId === flightId);
}

async function countsOf(from: string, count: number) {
  return (await days(from, count)).map(({ date, flights }) => [date, flights.length]);
}

describe('the schedule', () => {
  it('has the flights of the same month and day of 2013', async () => {
    expect(await flight('UA1545-EWR-2026-12-05')).toEqual({
      flightId: 'UA1545-EWR-2026-12-05',
      carrier: 'UA',
      number: 1545,
      origin: 'EWR',
      destination: 'IAH',
      departsAt: '2026-12-05T10:15:00.000Z',
      arrivesAt: '2026-12-05T14:14:00.000Z',
      aircraft: { model: 'BOEING 737-824', seats: 149 },
      distance: 1400,
      fares: [
        { cabin: 'business', fare: { amount: 58200, currency: 'USD' } },
        { cabin: 'economy', fare: { amount: 19400, currency: 'USD' } },
      ],
    });
  });

  it('gives an aircraft that is not in the registry the seats that are usual for the airline', async () => {
    const { aircraft } = (await flight('US1632-EWR-2026-07-27')) ?? {};
    expect(aircraft).toEqual({ model: 'unknown type', seats: 179 });
  });

  it('knows arrivals on the next date and across zones', async () => {
    expect(await flight('B6839-JFK-2026-12-05')).toMatchObject({
      departsAt: '2026-12-06T04:59:00.000Z',
      arrivesAt: '2026-12-06T08:37:00.000Z',
    });
    expect(await flight('HA51-JFK-2026-12-05')).toMatchObject({
      departsAt: '2026-12-05T14:30:00.000Z',
      arrivesAt: '2026-12-06T01:35:00.000Z',
    });
  });

  it('flies 29 February as the 28th', async () => {
    const leapYear = await days('2028-02-28', 3);
    expect(leapYear.map(({ date, flights }) => [date, flights.length])).toEqual([
      ['2028-02-28', 964],
      ['2028-02-29', 964],
      ['2028-03-01', 958],
    ]);
    expect(leapYear[1]?.flights[0]).toMatchObject({
      flightId: 'US1117-EWR-2028-02-29',
    });
    expect(await countsOf('2027-02-28', 2)).toEqual([
      ['2027-02-28', 964],
      ['2027-03-01', 958],
    ]);
  });

  it('goes on over New Year and where the file begins anew', async () => {
    expect(await countsOf('2026-12-30', 4)).toEqual([
      ['2026-12-30', 968],
      ['2026-12-31', 776],
      ['2027-01-01', 842],
      ['2027-01-02', 943],
    ]);
    expect(await countsOf('2026-09-30', 2)).toEqual([
      ['2026-09-30', 993],
      ['2026-10-01', 965],
    ]);
  });

  it('has no flights on no days, and refuses a date that is none', async () => {
    expect(await days('2026-12-05', 0)).toEqual([]);
    await expect(days('2026-02-30', 1)).rejects.toThrow(RangeError);
  });
});
