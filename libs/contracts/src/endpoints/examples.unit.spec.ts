import { describe, expect, it } from 'vitest';
import { problems } from '../problems.js';
import { endpoints } from './index.js';
import { problemsOf } from './endpoint.js';

describe.each(endpoints)('$method $path', (endpoint) => {
  const { body, example, answers } = endpoint;
  const cases = Object.entries(answers)
    .map(([status, answer]) => ({ status, ...answer }))
    .filter(({ schema }) => schema !== undefined);

  it.each(cases)('shows an answer $status that fits its schema', (answer) => {
    expect(answer.schema?.safeParse(answer.example)).toMatchObject({ success: true });
  });

  it('shows a body that it takes, if it takes one', () => {
    expect(body === undefined || body.safeParse(example).success).toBe(true);
    expect(body === undefined).toBe(example === undefined);
  });

  it('answers no status both as a success and as a problem', () => {
    const ofProblems = problemsOf(endpoint).map((name) => problems[name].status);
    const successes = Object.keys(answers)
      .map(Number)
      .filter((status) => status < 400);
    expect(ofProblems.filter((status) => successes.includes(status))).toEqual([]);
  });
});
