import { randomUUID } from 'node:crypto';
import { type Endpoint, endpoints, problemAnswer, problems, startOfLog } from '#contracts';
import { EventStore } from '#event-store';
import fc from 'fast-check';
import request, { type Response } from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operatorKey, type RunningApplication, startApplication } from '../setup/application.js';
import { createDatabase, type TestDatabase } from '../setup/database.js';
import { type ApiRequest, invalidRequests, wellFormed } from './invalid-requests.js';
import { type Operation, operationsOf } from './openapi-document.js';

let database: TestDatabase;
let application: RunningApplication;
let eventStore: EventStore;
let operations: Operation[];

beforeAll(async () => {
  database = await createDatabase();
  eventStore = new EventStore({ url: database.url, onConnectionLost: () => undefined });
  application = await startApplication(database, { LOG_LEVEL: 'error' });
  const { body } = await request(application.url).get('/openapi.json').expect(200);
  operations = operationsOf(body);
});

afterAll(async () => {
  await eventStore.close();
  expect(await application.stop()).toBe(0);
  await database.drop();
});

const methods = { GET: 'get', POST: 'post', PUT: 'put' } as const;

function send({ method }: Endpoint, template: string, { path, query, headers, body }: ApiRequest) {
  const filled = template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(path[name] ?? ''),
  );
  const agent = request(application.url);
  const sent = agent[methods[method]](filled)
    .query(new URLSearchParams(pairs(query)).toString())
    .set('Authorization', `Bearer ${operatorKey}`)
    .set(headers);
  if (body === undefined) return sent;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return sent.set('Content-Type', 'application/json').send(text);
}

function pairs(query: ApiRequest['query']): [string, string][] {
  return Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((each): [string, string] => [name, each]),
  );
}

function operationOf({ method, path }: Endpoint): Operation {
  const found = operations.find((each) => each.method === method && each.path === path);
  if (found === undefined) throw new Error(`${method} ${path} is not in the document`);
  return found;
}

function countEvents(): Promise<number> {
  return eventStore.distance(startOfLog);
}

/** Whether an answer is one that the endpoint's contract shows. */
function expectFits(endpoint: Endpoint, answer: Response): void {
  const { status, headers, text } = answer;
  const shown = `${status} ${text}`;
  expect(operationOf(endpoint).statuses, shown).toContain(status);
  const [type = ''] = String(headers['content-type']).split(';');
  if (type === 'application/problem+json') expectProblem(answer);
  else expectDeclared(endpoint.answers[status] ?? expect.unreachable(shown), type, answer);
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

function expectProblem({ status, body }: Response): void {
  const problem = problemAnswer.parse(body);
  expect(Object.keys(problems).map((name) => `/problems/${name}`)).toContain(problem.type);
  expect(problem.status).toBe(status);
  expect(status).not.toBe(500);
}

describe.each(endpoints)('$method $path', (endpoint) => {
  it('names the one fault of a request, and writes nothing', async () => {
    const invalid = invalidRequests(operationOf(endpoint));
    const before = await countEvents();
    for (const { fault, in: place, at, request: sent } of invalid) {
      const answer = await send(endpoint, endpoint.path, sent);
      const told = `${place} ${at} ${fault}: ${answer.status} ${answer.text}`;
      expect(answer.status, told).toBe(400);
      expectFits(endpoint, answer);
      const { errors = [] } = problemAnswer.parse(answer.body);
      const named = errors.map((each) => `${each.in} ${each.path}`.toLowerCase());
      expect(named, told).toContain(`${place} ${at}`.toLowerCase());
    }
    expect(await countEvents()).toBe(before);
  });

  it('answers whatever comes as its contract shows, and never fails', async () => {
    const operation = operationOf(endpoint);
    await fc.assert(
      fc.asyncProperty(anyRequest(operation), async (sent) => {
        expectFits(endpoint, await send(endpoint, endpoint.path, sent));
      }),
      { numRuns: 25 },
    );
  });
});

it('every endpoint that takes anything has faults', () => {
  const taking = operations.filter(({ parameters, body }) => parameters.length > 0 || body);
  expect(taking.length).toBeGreaterThan(5);
  for (const operation of taking) expect(invalidRequests(operation)).not.toEqual([]);
});

it('any path of any method is answered, and never fails', async () => {
  const method = fc.constantFrom('get', 'post', 'put', 'patch', 'delete', 'head', 'options');
  await fc.assert(
    fc.asyncProperty(method, fc.webPath(), async (each, path) => {
      const answer = await request(application.url)[each](path === '' ? '/' : path);
      expect(answer.status).toBeLessThan(500);
      if (each !== 'head' && answer.status >= 400) expectProblem(answer);
    }),
    { numRuns: 200 },
  );
});

/** Requests with some of the document's examples and some of anything. */
function anyRequest(operation: Operation): fc.Arbitrary<ApiRequest> {
  const example = wellFormed(operation);
  const inPlace = (place: string) =>
    operation.parameters.filter((each) => each.in === place).map(({ name }) => name);
  const values = (names: string[], any: fc.Arbitrary<string>, given: ApiRequest['query']) =>
    fc.record(
      Object.fromEntries(
        names.map((name) => [name, fc.oneof(fc.constant(String(given[name] ?? '1')), any)]),
      ),
    );
  const segment = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter((text) => !/^\.+$/.test(text));
  const visible = fc.stringMatching(/^[\x21-\x7e]{1,70}$/);
  const anyBody = fc.oneof(
    fc.constant(example.body),
    fc.jsonValue(),
    fc.string(),
    fc.dictionary(
      fc.constantFrom(...Object.keys({ ...Object(example.body), hat: 1 })),
      fc.jsonValue(),
    ),
  );
  return fc.record({
    method: fc.constant(operation.method),
    path: values(inPlace('path'), segment, example.path),
    query: values(inPlace('query'), fc.string(), example.query),
    headers: values(inPlace('header'), visible, { 'idempotency-key': randomUUID() }).map(
      (headers) => ({ ...headers, Prefer: 'wait=0' }),
    ),
    body: operation.body === undefined ? fc.constant(undefined) : anyBody,
  });
}
