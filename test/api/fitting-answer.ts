import { type Endpoint, type ExplainedProblem, problemAnswer, problems } from '#contracts';
import type { Response } from 'supertest';
import { expect } from 'vitest';
import type { Operation, ToldHeaders } from './openapi-document.js';

/** Whether an answer is one that the endpoint's contract shows, with the headers that it tells of. */
export function expectFits(endpoint: Endpoint, operation: Operation, answer: Response): void {
  const { status, headers, text } = answer;
  const shown = `${status} ${text}`;
  const [type = ''] = String(headers['content-type']).split(';');
  if (type === 'application/problem+json') expectProblem(answer);
  else expectDeclared(endpoint.answers[status] ?? expect.unreachable(shown), type, answer);
  expectHeaders(operation.responses.get(status) ?? expect.unreachable(shown), answer);
}

function expectDeclared(
  declared: Endpoint['answers'][number],
  type: string,
  { body, text }: Response,
): void {
  const { schema, contentType = 'application/json' } = declared;
  if (schema === undefined) {
    expect(text).toBe('');
  } else {
    expect(type, text).toBe(contentType);
    const content: unknown = contentType === 'application/json' ? body : text;
    expect(schema.safeParse(content), text).toMatchObject({ success: true });
  }
}

const ofEveryProblem = ['type', 'title', 'status', 'detail', 'instance'];
const byType = new Map<string, ExplainedProblem>(
  Object.entries(problems).map(([name, problem]) => [`/problems/${name}`, problem]),
);

/** Whether an answer is a problem of the registry, with its members and no other. */
export function expectProblem({ status, body, headers }: Response): void {
  const problem = problemAnswer.parse(body);
  const explained = byType.get(problem.type) ?? expect.unreachable(problem.type);
  expect(status).not.toBe(500);
  expect([status, problem.status]).toEqual([explained.status, explained.status]);
  expect(Object.keys(problem).toSorted()).toEqual(
    [...ofEveryProblem, ...(explained.members ?? [])].toSorted(),
  );
  expectHasAll(Object.keys(explained.headers ?? {}), headers);
}

/** Of HTTP itself, and of what may be kept of an answer: any answer may have them. */
const everywhere = new Set(
  [
    'connection',
    'keep-alive',
    'date',
    'transfer-encoding',
    'content-type',
    'content-length',
    'content-encoding',
  ].concat('cache-control'),
);

export function expectHeaders(told: ToldHeaders, { headers }: Pick<Response, 'headers'>): void {
  const untold = Object.keys(headers).filter((name) => !everywhere.has(name) && !told.has(name));
  expect(untold).toEqual([]);
  expectHasAll(
    [...told].flatMap(([name, isAlwaysThere]) => (isAlwaysThere ? [name] : [])),
    headers,
  );
}

function expectHasAll(names: string[], headers: Response['headers']): void {
  const rare = 'idempotent-replayed';
  const missing = names.filter(
    (name) => name.toLowerCase() !== rare && !(name.toLowerCase() in headers),
  );
  expect(missing).toEqual([]);
}
