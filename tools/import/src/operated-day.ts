import type { FlightSchedule } from '#domain';
import { parseRows } from '#reference-data';
import { z } from 'zod';
import { scheduledDays } from './schedule.js';

/** What became of a flight in 2013, on another date. */
export interface OperatedFlight {
  schedule: FlightSchedule;
  /** Minutes after the scheduled departure; before it where negative; undefined: it never left. */
  departureDelay: number | undefined;
  /** Minutes after the scheduled arrival; undefined for one that left: it went to another airport. */
  arrivalDelay: number | undefined;
}

const minutes = z
  .string()
  .regex(/^(-?[0-9]+)?$/, 'not minutes')
  .transform((cell) => (cell === '' ? undefined : Number(cell)));
const delays = z.object({ dep_delay: minutes, arr_delay: minutes });

/** The flights that leave New York on the date (`YYYY-MM-DD`), as they were operated on that day of 2013. */
export async function operatedDay(date: string): Promise<OperatedFlight[]> {
  for await (const { flights, rows } of scheduledDays(date, 1)) {
    const operated = parseRows(rows, delays);
    return flights.map((schedule, index) => ({
      schedule,
      departureDelay: operated[index]?.dep_delay,
      arrivalDelay: operated[index]?.arr_delay,
    }));
  }
  return [];
}
