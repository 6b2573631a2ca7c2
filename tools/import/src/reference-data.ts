import { join } from 'node:path';
import { type Airport, readAirports, readRows, wholeNumber } from '#reference-data';
import { z } from 'zod';

export interface ReferenceData {
  /** By IATA code. */
  airports: ReadonlyMap<string, Airport>;
  /** By IATA airline designator. */
  airlines: ReadonlyMap<string, Airline>;
  /** By tail number. */
  aircraft: ReadonlyMap<string, RegisteredAircraft>;
}

const airline = z
  .object({
    carrier: z.string().regex(/^[A-Z0-9]{2}$/, 'not an IATA airline designator'),
    name: z.string().min(1),
    default_seats: wholeNumber,
  })
  .transform(({ default_seats, ...rest }) => ({ ...rest, defaultSeats: default_seats }));

const registeredAircraft = z
  .object({
    tail_number: z.string().min(1),
    manufacturer: z.string().min(1),
    model: z.string().min(1),
    seats: wholeNumber,
  })
  .transform(({ tail_number, ...rest }) => ({ ...rest, tailNumber: tail_number }));

export type Airline = z.infer<typeof airline>;
export type RegisteredAircraft = z.infer<typeof registeredAircraft>;

/** Throws MalformedRow. */
export async function readReferenceData(folder: string): Promise<ReferenceData> {
  const [airports, airlines, aircraft] = await Promise.all([
    readAirports(folder),
    readTable(join(folder, 'airlines.csv'), airline, ({ carrier }) => carrier),
    readTable(join(folder, 'aircraft.csv'), registeredAircraft, ({ tailNumber }) => tailNumber),
  ]);
  return { airports, airlines, aircraft };
}

async function readTable<Row>(
  file: string,
  schema: z.ZodType<Row>,
  keyOf: (row: Row) => string,
): Promise<Map<string, Row>> {
  const rows = await readRows(file, schema);
  return new Map(rows.map((row) => [keyOf(row), row]));
}
