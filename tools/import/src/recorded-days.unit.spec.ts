import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dataFolder } from '#reference-data';
import type { MonthDay } from './recorded-days.js';
import { recordedDays } from './recorded-days.js';

async function read(file: string, wanted: MonthDay[]) {
  const days = [];
  for await (const { firstLine, text } of recordedDays(file, wanted)) {
    const rows = text.split('\n');
    days.push({ firstLine, first: rows[0], rows: rows.length });
  }
  return days;
}

describe('the days of 2013', () => {
  const file = join(dataFolder(), 'flights-2013.csv.br');

  it('gives a day with its place in the file', async () => {
    expect(await read(file, [{ month: 1, day: 1 }])).toEqual([
      { firstLine: 2, first: '1,1,515,2,819,11,UA,1545,N14228,EWR,IAH,227,1400', rows: 842 },
    ]);
  });

  it('gives the days in the order asked for, whatever that of the file', async () => {
    const wanted = [
      { month: 9, day: 30 },
      { month: 10, day: 1 },
      { month: 12, day: 31 },
      { month: 1, day: 1 },
    ];
    expect(await read(file, wanted)).toMatchObject([
      { rows: 993, first: expect.stringMatching(/^9,30,/) },
      { rows: 965, first: expect.stringMatching(/^10,1,/) },
      { rows: 776, first: expect.stringMatching(/^12,31,/), firstLine: 110522 },
      { rows: 842, first: expect.stringMatching(/^1,1,/) },
    ]);
  });
});

describe('any file of days', () => {
  let folder: string;

  async function packed(text: string): Promise<string> {
    const file = join(folder, 'days.csv.br');
    await writeFile(file, brotliCompressSync(text));
    return file;
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'recorded-days-'));
  });

  afterAll(() => rm(folder, { recursive: true }));

  it('gives a day twice, and the last one without a line feed at its end', async () => {
    const file = await packed('month,day,flight\n2,28,1\n3,1,2\n3,1,3');
    const february = { month: 2, day: 28 };
    expect(await read(file, [february, february, { month: 3, day: 1 }])).toEqual([
      { firstLine: 2, first: '2,28,1', rows: 1 },
      { firstLine: 2, first: '2,28,1', rows: 1 },
      { firstLine: 3, first: '3,1,2', rows: 2 },
    ]);
  });

  it('does not take 1 November for 1 January', async () => {
    const file = await packed('month,day,flight\n11,1,7\n1,11,8\n1,1,9\n');
    expect(await read(file, [{ month: 1, day: 1 }])).toMatchObject([{ first: '1,1,9' }]);
  });

  it('reads rows that lie across two pieces of the unpacked text', async () => {
    const rows = Array.from({ length: 50_000 }, (_, flight) => `3,1,${flight}`);
    const file = await packed(`month,day,flight\n${rows.join('\n')}\n`);
    const texts = [];
    for await (const { text } of recordedDays(file, [{ month: 3, day: 1 }])) texts.push(text);
    expect(texts).toEqual([rows.join('\n')]);
  });

  it('names the day that is missing', async () => {
    const file = await packed('month,day,flight\n3,1,2\n');
    const reading = read(file, [
      { month: 3, day: 1 },
      { month: 4, day: 31 },
    ]);
    await expect(reading).rejects.toThrow(`${file} has no row of month 4, day 31`);
  });

  it('rejects for a file that is missing or torn', async () => {
    const wanted = [{ month: 3, day: 1 }];
    await expect(read(join(folder, 'none.br'), wanted)).rejects.toThrow('ENOENT');
    const torn = join(folder, 'torn.br');
    await writeFile(torn, brotliCompressSync('month,day,flight\n3,1,2\n').subarray(0, 20));
    await expect(read(torn, wanted)).rejects.toThrow('unexpected end of file');
  });
});
