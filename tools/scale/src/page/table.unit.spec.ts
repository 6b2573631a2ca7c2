import { expect, it } from 'vitest';
import { format } from 'prettier';
import { percent, table } from './table.js';

it('a table is as Prettier leaves it, with numbers on the right', async () => {
  const made = table(
    ['part', 'of it'],
    [
      ['query-api', 0.012345],
      ['edge', 12_345.6],
      ['none', 0],
    ],
  );
  expect(made).toBe(
    [
      '| part      |  of it |',
      '| --------- | -----: |',
      '| query-api |  0.012 |',
      '| edge      | 12,346 |',
      '| none      |      0 |',
    ].join('\n'),
  );
  expect(await format(made, { parser: 'markdown' })).toBe(`${made}\n`);
});

it.each([
  [0.003, '0.3 %'],
  [0.1234, '12 %'],
  [1, '100 %'],
])('a part of %f is %s', (part, told) => {
  expect(percent(part)).toBe(told);
});
