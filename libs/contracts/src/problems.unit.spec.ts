import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { problems } from './problems.js';

const page = readFileSync('docs/problems.md', 'utf8');
const [, ...sections] = page.split(/^## /m);

it('docs/problems.md has a section for every problem, and no other', () => {
  const explained = Object.entries(problems).map(
    ([name, { status, title, remedy }]) => `${name}\n\n${status}: ${title}.\n\n${remedy}`,
  );
  expect(sections.map((section) => section.trim())).toEqual(explained);
});

it.each(Object.entries(problems))('%s is told in plain text', (_, { title, remedy }) => {
  expect(title + remedy).not.toMatch(/[<>&"]/);
  expect(remedy).toMatch(/\.$/);
});
