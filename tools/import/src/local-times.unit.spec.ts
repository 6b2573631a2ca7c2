import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { LocalTimes } from './local-times.js';

const newYork = 'America/New_York';
const chicago = 'America/Chicago';

function minutes(time: string): number {
  const [hours = '', rest = ''] = time.split(':');
  return Number(hours) * 60 + Number(rest);
}

/** A flight from New York: `date departure`, then the arrival and its time zone. */
function fly(date: string, departure: string, arrival: string, timeZone: string) {
  const times = new LocalTimes(Temporal.PlainDate.from(date));
  const departsAt = times.departure(minutes(departure), newYork);
  const arrivesAt = times.arrival(departsAt, minutes(arrival), timeZone);
  return [departsAt, arrivesAt].map((instant) => new Date(instant).toISOString().slice(0, 16));
}

describe('a departure', () => {
  it.each([
    ['in winter', '2026-12-05', '05:15', '2026-12-05T10:15'],
    ['in summer', '2026-07-05', '05:15', '2026-07-05T09:15'],
    ['before the clocks go forward', '2026-03-08', '01:59', '2026-03-08T06:59'],
    ['that does not exist moves forward', '2026-03-08', '02:30', '2026-03-08T07:30'],
    ['after the clocks went forward', '2026-03-08', '03:00', '2026-03-08T07:00'],
    ['that is repeated is the first', '2026-11-01', '01:30', '2026-11-01T05:30'],
    ['after the clocks went back', '2026-11-01', '02:00', '2026-11-01T07:00'],
  ])('%s: %s %s is %s', (_, date, time, instant) => {
    expect(fly(date, time, '23:59', newYork)[0]).toBe(instant);
  });
});

describe('an arrival', () => {
  it.each([
    ['an hour behind', '2026-12-05', '05:15', '08:14', chicago, '2026-12-05T14:14'],
    ['after midnight', '2026-12-05', '22:59', '00:05', newYork, '2026-12-06T05:05'],
    [
      'at the time of departure is on the next date',
      '2026-12-05',
      '10:00',
      '10:00',
      newYork,
      '2026-12-06T15:00',
    ],
    [
      'on a clock still a date behind',
      '2026-12-06',
      '01:00',
      '21:00',
      'Pacific/Honolulu',
      '2026-12-06T07:00',
    ],
    [
      'on a clock a date ahead',
      '2026-12-05',
      '23:30',
      '04:40',
      'America/Puerto_Rico',
      '2026-12-06T08:40',
    ],
    [
      'on a clock a date ahead and past the time',
      '2026-12-05',
      '23:30',
      '00:20',
      'America/Puerto_Rico',
      '2026-12-07T04:20',
    ],
    [
      'that does not exist moves forward',
      '2026-03-08',
      '03:10',
      '02:20',
      chicago,
      '2026-03-08T08:20',
    ],
    [
      'that is repeated is the first after departure',
      '2026-11-01',
      '00:30',
      '01:15',
      newYork,
      '2026-11-01T05:15',
    ],
    [
      'is the second of the repeated ones where the first has passed',
      '2026-11-01',
      '01:40',
      '01:10',
      newYork,
      '2026-11-01T06:10',
    ],
    [
      'over the night the clocks go forward',
      '2026-03-07',
      '23:00',
      '06:00',
      newYork,
      '2026-03-08T10:00',
    ],
    [
      'where the clocks never change',
      '2026-03-08',
      '09:00',
      '11:00',
      'America/Phoenix',
      '2026-03-08T18:00',
    ],
  ])('%s: %s %s to %s %s is %s', (_, date, departure, arrival, timeZone, instant) => {
    expect(fly(date, departure, arrival, timeZone)[1]).toBe(instant);
  });
});
