export { datesFrom } from './dates.js';
export * from './import-schedule.js';
export * from './new-york-date.js';
export * from './operated-day.js';
export * from './schedule.js';
export { type DateRange, unscheduledDates } from './unscheduled-dates.js';
