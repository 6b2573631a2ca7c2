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

/** Of an instance, without a slash at its end. */
export const parseAddress = parsedBy(
  z
    .url({ protocol: /^http$/, error: 'is not an address like http://127.0.0.1:3000' })
    .transform((text) => text.replace(/\/+$/, '')),
);
