import { wholeNumber } from '#platform/process';
import { parsedBy } from '#tools/command-line';
import { z } from 'zod';
import { instanceSettings, serverSettings } from './settings.js';

const calendarDate = z.iso
  .date('is not a date of the calendar as 2026-12-05 is')
  .refine((date) => date >= '1970' && date < '3000', 'is not in the years 1970 to 2999');

const maxDays = 366;

export const parseDate = parsedBy(calendarDate);
export const parseDays = parsedBy(wholeNumber(1, maxDays));
export const parsePort = parsedBy(serverSettings.shape.PORT);
export const parseDirectory = parsedBy(instanceSettings.shape.CONTRAIL_DATA);
