import { join } from 'node:path';
import { z } from 'zod';
import type { Airport } from './airports.js';
import { decimalNumber, readRows } from './csv-rows.js';
import { dataFolder } from './data-folder.js';

const timeZones: ReadonlySet<string> = new Set(Intl.supportedValuesOf('timeZone'));

const airport = z
  .object({
    iata: z.string().regex(/^[A-Z]{3}$/, 'not an IATA airport code'),
    name: z.string().min(1),
    lat: decimalNumber,
    lon: decimalNumber,
    time_zone: z.string().refine((name) => timeZones.has(name), 'not an IANA time zone'),
  })
  .transform(({ time_zone, ...rest }) => ({ ...rest, timeZone: time_zone }));

/** By IATA code. Throws MalformedRow. */
export async function readAirports(folder = dataFolder()): Promise<ReadonlyMap<string, Airport>> {
  const airports = await readRows(join(folder, 'airports.csv'), airport);
  return new Map(airports.map((each) => [each.iata, each]));
}
