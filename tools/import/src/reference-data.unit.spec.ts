import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dataFolder } from '#reference-data';
import { readReferenceData } from './reference-data.js';

describe('the reference data', () => {
  it('has the airports, airlines and aircraft of 2013', async () => {
    const { airports, airlines, aircraft } = await readReferenceData(dataFolder());
    expect([airports.size, airlines.size, aircraft.size]).toEqual([107, 16, 3280]);
    expect(airports.get('HNL')).toMatchObject({ iata: 'HNL', timeZone: 'Pacific/Honolulu' });
    expect(airlines.get('9E')).toEqual({
      carrier: '9E',
      name: 'Endeavor Air Inc.',
      defaultSeats: 95,
    });
    expect(aircraft.get('N14228')).toEqual({
      tailNumber: 'N14228',
      manufacturer: 'BOEING',
      model: '737-824',
      seats: 149,
    });
  });
});

describe('a malformed row', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reference-data-'));
    await cp(dataFolder(), folder, { recursive: true });
  });

  afterEach(() => rm(folder, { recursive: true }));

  async function replace(name: string, text: string, by: string): Promise<string> {
    const file = join(folder, name);
    await writeFile(file, (await readFile(file, 'utf8')).replace(text, by));
    return file;
  }

  it.each([
    ['aircraft.csv', 'N103US,AIRBUS INDUSTRIE,A320-214,182', 'N103US,AIRBUS,A320,', 4],
    ['aircraft.csv', 'N102UW,AIRBUS INDUSTRIE,A320-214,182', 'N102UW,AIRBUS,182', 3],
    ['airlines.csv', 'AA,American', 'American,American', 3],
    ['airports.csv', '42.748267', 'north', 4],
    ['airports.csv', 'America/Denver', 'America/Nowhere', 2],
  ])('in %s is named with its line: %s as %s', async (name, text, by, line) => {
    const file = await replace(name, text, by);
    await expect(readReferenceData(folder)).rejects.toThrow(`${file}:${line}: `);
  });

  it('says what is wrong with it', async () => {
    await replace('airports.csv', 'America/Denver', 'America/Nowhere');
    await expect(readReferenceData(folder)).rejects.toThrow('time_zone: not an IANA time zone');
  });
});
