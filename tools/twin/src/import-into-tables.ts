import { insertFlights } from '#crud-twin';
import { type DateRange, scheduledDays } from '#tools/import';
import type { DataSource } from 'typeorm';

/** In one statement: far below the 65,535 parameters that one may have. */
const flightsAtOnce = 500;

/**
 * Schedules the real flights of those dates; what is there already stays as it is. Answers how many were added.
 *
 * @throws the signal's reason when it is aborted; what was added stays
 */
export async function importIntoTables(
  tables: DataSource,
  { from, days }: DateRange,
  signal: AbortSignal,
): Promise<number> {
  let added = 0;
  for await (const { flights } of scheduledDays(from, days)) {
    for (let first = 0; first < flights.length; first += flightsAtOnce) {
      signal.throwIfAborted();
      const batch = flights.slice(first, first + flightsAtOnce);
      const inserted = await tables.transaction((manager) =>
        insertFlights(manager, batch, new Date()),
      );
      added += inserted.size;
    }
  }
  return added;
}
