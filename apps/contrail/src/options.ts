import { InvalidArgumentError } from '@commander-js/extra-typings';
import { z } from 'zod';
import { instanceSettings, serverSettings, wholeNumber } from './settings.js';

/** Parses an option: commander names it with its value, and what is allowed follows from the rule. */
function parsedBy<Value>(rule: z.ZodType<Value>) {
  return (text: string): Value => {
    const parsed = rule.safeParse(text);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new InvalidArgumentError(`It ${issue?.message ?? 'is wrong'}.`);
  };
}

const calendarDate = z.iso
  .date('is not a date of the calendar as 2026-12-05 is')
  .refine((date) => date >= '1970' && date < '3000', 'is not in the years 1970 to 2999');

const maxDays = 366;

export const parseDate = parsedBy(calendarDate);
export const parseDays = parsedBy(wholeNumber(1, maxDays));
export const parsePort = parsedBy(serverSettings.shape.PORT);
export const parseDirectory = parsedBy(instanceSettings.shape.CONTRAIL_DATA);
