import { z } from 'zod';
import { wholeNumber } from '#reference-data';
import type { ReferenceData } from './reference-data.js';

export type FlightRow = z.infer<ReturnType<typeof flightRow>>;

/** A row of the flights of 2013; its codes are looked up in the reference data. */
export function flightRow({ airports, airlines, aircraft }: ReferenceData) {
  const airport = z.string().transform(lookUp('airport', airports));
  return z
    .object({
      sched_dep_time: clockTime,
      sched_arr_time: clockTime,
      carrier: z.string().transform(lookUp('airline', airlines)),
      flight: wholeNumber,
      tailnum: z.string().transform((tailNumber) => aircraft.get(tailNumber)),
      origin: airport,
      dest: airport,
      distance: wholeNumber,
    })
    .transform((row) => ({
      departure: row.sched_dep_time,
      arrival: row.sched_arr_time,
      airline: row.carrier,
      number: row.flight,
      registered: row.tailnum,
      origin: row.origin,
      destination: row.dest,
      distance: row.distance,
    }));
}

/** HHMM without leading zeros (`5` is five past midnight) as minutes past midnight. */
const clockTime = z
  .string()
  .regex(/^(([1-9]|1[0-9]|2[0-3])?[0-5])?[0-9]$/, 'not a local time HHMM')
  .transform((hhmm) => Math.trunc(Number(hhmm) / 100) * 60 + (Number(hhmm) % 100));

function lookUp<Entry>(table: string, entries: ReadonlyMap<string, Entry>) {
  return (key: string, context: z.RefinementCtx): Entry => {
    const entry = entries.get(key);
    if (entry !== undefined) return entry;
    context.addIssue({ code: 'custom', message: `unknown ${table} ${JSON.stringify(key)}` });
    return z.NEVER;
  };
}
