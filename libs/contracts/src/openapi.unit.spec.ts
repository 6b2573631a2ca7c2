import { describe, expect, it } from 'vitest';
import { endpoints, problemsOf } from './endpoints/index.js';
import { openApiDocument } from './openapi.js';
import { problemAnswer } from './problem-answer.js';
import { type ExplainedProblem, problems } from './problems.js';

const { paths = {}, components } = openApiDocument();

describe.each(endpoints)('$method $path', (endpoint) => {
  const { method, path, answers } = endpoint;
  const verb = method === 'GET' ? 'get' : method === 'POST' ? 'post' : 'put';
  const { responses = {}, parameters = [] } = paths[path]?.[verb] ?? {};

  it.each(problemsOf(endpoint).filter((name) => !(problems[name].status in answers)))(
    'shows %s as it is answered, with its members and headers',
    (name) => {
      const { status, members = [], headers = {} }: ExplainedProblem = problems[name];
      const response = responses[`${status}`];
      const example = response?.content?.['application/problem+json']?.examples?.[name]?.value;
      expect(problemAnswer.parse(example)).toMatchObject({ type: `/problems/${name}`, status });
      expect(Object.keys(example)).toEqual(expect.arrayContaining([...members]));
      const told = Object.keys(response?.headers ?? {});
      expect(told).toEqual(expect.arrayContaining([...Object.keys(headers), 'X-Correlation-Id']));
    },
  );

  it('takes what its answers follow from: If-None-Match for 304', () => {
    const names = parameters.map((parameter) => ('name' in parameter ? parameter.name : ''));
    expect(names.includes('if-none-match')).toBe('304' in answers);
  });
});

it('tells what comes ahead of any endpoint', () => {
  expect(Object.keys(components?.responses ?? {})).toEqual([
    'method-not-allowed',
    'request-timeout',
    'header-fields-too-large',
  ]);
});
