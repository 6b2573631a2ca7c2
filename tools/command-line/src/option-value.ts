import { InvalidArgumentError } from '@commander-js/extra-typings';
import { z } from 'zod';

/** Parses an option: commander names it with its value, and what is allowed follows from the rule. */
export function parsedBy<Value>(rule: z.ZodType<Value>) {
  return (text: string): Value => {
    const parsed = rule.safeParse(text);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new InvalidArgumentError(`It ${issue?.message ?? 'is wrong'}.`);
  };
}

/** A rule for the text of an option or a setting. */
export function wholeNumber(min: number, max: number) {
  const error = `is not a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, error)
    .transform(Number)
    .pipe(z.number().min(min, error).max(max, error));
}
