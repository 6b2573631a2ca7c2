import { beforeAll, describe, expect, it } from 'vitest';
import { dataFolder, parseRows } from '#reference-data';
import { flightRow } from './flight-row.js';
import type { ReferenceData } from './reference-data.js';
import { readReferenceData } from './reference-data.js';

describe('a row of the flights of 2013', () => {
  let reference: ReferenceData;

  beforeAll(async () => {
    reference = await readReferenceData(dataFolder());
  });

  const header = 'sched_dep_time,sched_arr_time,carrier,flight,tailnum,origin,dest,distance';

  function read(...rows: string[]) {
    const lines = { file: 'days.csv', columns: header.split(','), firstLine: 100 };
    return parseRows({ ...lines, text: rows.join('\n') }, flightRow(reference));
  }

  it('has times of day in minutes past midnight', () => {
    const times = ['5,45', '106,245', '515,819', '1000,2359'];
    const rows = read(...times.map((both) => `${both},UA,1545,N14228,EWR,IAH,1400`));
    expect(rows.map(({ departure, arrival }) => [departure, arrival])).toEqual([
      [5, 45],
      [66, 165],
      [315, 499],
      [600, 1439],
    ]);
  });

  it('has what the reference data say of its codes', () => {
    const [row] = read('515,819,UA,1545,N14228,EWR,IAH,1400');
    expect(row).toMatchObject({
      airline: { name: 'United Air Lines Inc.' },
      registered: { seats: 149 },
      origin: { iata: 'EWR', timeZone: 'America/New_York' },
      destination: { iata: 'IAH', timeZone: 'America/Chicago' },
    });
  });

  it.each(['', 'N0TAIL'])('may have a tail number that is not in the registry: "%s"', (tail) => {
    expect(read(`515,819,UA,1545,${tail},EWR,IAH,1400`)[0]?.registered).toBeUndefined();
  });

  it.each([
    ['515,819,UA,1545,N14228,EWR,XXX,1400', 'dest: unknown airport "XXX"'],
    ['515,819,ZZ,1545,N14228,EWR,IAH,1400', 'carrier: unknown airline "ZZ"'],
    ['2400,819,UA,1545,N14228,EWR,IAH,1400', 'sched_dep_time: not a local time HHMM'],
    ['515,860,UA,1545,N14228,EWR,IAH,1400', 'sched_arr_time: not a local time HHMM'],
    [
      '515,,UA,1545,N14228,EWR,IAH,',
      'sched_arr_time: not a local time HHMM; distance: not a whole number',
    ],
    ['515,819,UA,1545,N14228,EWR,IAH', 'CSV_RECORD_INCONSISTENT_COLUMNS'],
  ])('is refused by file and line: %s', (malformed, reason) => {
    const rows = () => read('515,819,UA,1545,N14228,EWR,IAH,1400', malformed);
    expect(rows).toThrow(`days.csv:101: ${reason}`);
  });
});
