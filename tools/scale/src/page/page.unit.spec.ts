import { beforeAll, describe, expect, it } from 'vitest';
import { readPage, tables, withTables } from './page.js';

describe('docs/scale.md', () => {
  let made: Record<string, string>;
  // Ten seconds of a core, on a busy machine several times as long.
  beforeAll(async () => {
    made = await tables();
  }, 180_000);

  it('has the tables that are reckoned from the present figures: else npm run scale -- --write', async () => {
    const page = await readPage();
    expect(page).toBe(withTables(page, made));
  });

  it('has no table that is not reckoned', async () => {
    const marked = [...(await readPage()).matchAll(/<!-- ([\w-]+) -->/g)].map(([, name]) => name);
    expect(marked.toSorted()).toEqual(Object.keys(made).toSorted());
  });
});

it('a marker that is missing in the page is named', () => {
  expect(() => withTables('# A page', { breaks: '' })).toThrow('the page has no marker breaks');
});
