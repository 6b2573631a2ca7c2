import { join } from 'node:path';
import { flightIdOf, flightStreamId } from '#domain';
import type { EventStore } from '#event-store';
import { z } from 'zod';
import { dataFolder, readRows, wholeNumber } from '#reference-data';
import { datesFrom, dayOf2013 } from './dates.js';

/** Dates in a row. */
export interface DateRange {
  /** `YYYY-MM-DD` */
  from: string;
  days: number;
}

const lastFlight = z
  .object({
    month: wholeNumber,
    day: wholeNumber,
    carrier: z.string(),
    flight: wholeNumber,
    origin: z.string(),
  })
  .transform(({ flight, ...rest }) => ({ ...rest, number: flight }));

/**
 * From the first to the last of the dates whose flights are not all scheduled; undefined when there is none.
 *
 * An import appends the flights of a date in the order of the file, so that the last one stands for all: one
 * query tells, and the file is not unpacked.
 */
export async function unscheduledDates(
  eventStore: Pick<EventStore, 'existing'>,
  { from, days }: DateRange,
): Promise<DateRange | undefined> {
  const streamIds = (await lastFlightIds(from, days)).map(flightStreamId);
  const existing = await eventStore.existing(streamIds);
  const missing = streamIds.map((streamId) => !existing.has(streamId));
  const [first, last] = [missing.indexOf(true), missing.lastIndexOf(true)];
  const date = datesFrom(from, days)[first];
  return date && { from: date.toString(), days: last - first + 1 };
}

/** The flight of each date that stands last in the file. */
export async function lastFlightIds(from: string, days: number): Promise<string[]> {
  const rows = await readRows(join(dataFolder(), 'last-flights-2013.csv'), lastFlight);
  const byDay = new Map(rows.map((row) => [`${row.month} ${row.day}`, row]));
  return datesFrom(from, days).map((date) => {
    const { month, day } = dayOf2013(date);
    const key = byDay.get(`${month} ${day}`);
    if (key === undefined) throw new Error(`no last flight of month ${month}, day ${day}`);
    return flightIdOf({ ...key, date: date.toString() });
  });
}
