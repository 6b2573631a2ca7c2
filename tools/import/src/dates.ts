import { Temporal } from 'temporal-polyfill';
import type { MonthDay } from './recorded-days.js';

/** As many dates from `from` (`YYYY-MM-DD`) on. */
export function datesFrom(from: string, days: number): Temporal.PlainDate[] {
  const first = Temporal.PlainDate.from(from);
  return Array.from({ length: days }, (_, day) => first.add({ days: day }));
}

/** The day of 2013 whose flights a date has: 2013 had no 29 February. */
export function dayOf2013({ month, day }: Temporal.PlainDate): MonthDay {
  return { month, day: month === 2 && day === 29 ? 28 : day };
}
