import { expect, it } from 'vitest';
import { endAll } from './end-all.js';

/** What was ended, in its order; those of `failing` could not be. */
async function ended(failing: readonly string[]) {
  const tried: string[] = [];
  const ends = ['address', 'flights', 'application'].map((each) => () => {
    tried.push(each);
    return failing.includes(each) ? Promise.reject(new Error(`${each} stays`)) : undefined;
  });
  const failure = await endAll(...ends).then(
    () => undefined,
    (error: unknown) => String(error),
  );
  return { tried, failure };
}

it.each([
  ['none fails', [], undefined],
  ['the first fails', ['address'], 'Error: address stays'],
  ['two fail: the first is told', ['flights', 'application'], 'Error: flights stays'],
])('all are ended in turn where %s', async (_, failing, failure) => {
  const tried = ['address', 'flights', 'application'];
  expect(await ended(failing)).toEqual({ tried, failure });
});
