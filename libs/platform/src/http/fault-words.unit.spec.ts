import { expect, it } from 'vitest';
import { z } from 'zod';
import { faultWords } from './fault-words.js';

it.each<[z.ZodType, unknown, string]>([
  [z.string(), undefined, 'is missing'],
  [z.enum(['business', 'economy']), undefined, 'is not business or economy'],
  [z.string(), 1, 'is not a text'],
  [z.int(), 1.5, 'is not a whole number'],
  [z.array(z.string()), {}, 'is not a list'],
  [z.strictObject({}), null, 'is not an object'],
  [z.literal('USD'), 'EUR', 'is not USD'],
  [z.string().min(1), '', 'is empty'],
  [z.string().max(3), 'abcd', 'is longer than 3 characters'],
  [z.array(z.string()).min(1), [], 'is empty'],
  [z.array(z.string()).max(1), ['a', 'b'], 'has more than 1 entries'],
  [z.number().min(0), -1, 'is less than 0'],
  [z.number().max(9999), 10_000, 'is more than 9999'],
  [z.email(), 'bessie', 'is not an email address'],
  [z.string().regex(/a/, 'a letter of its own'), 'b', 'a letter of its own'],
])('%# is told in plain words', (schema, value, words) => {
  const { error } = schema.safeParse(value, { error: faultWords });
  expect(error?.issues.map(({ message }) => message)).toEqual([words]);
});
