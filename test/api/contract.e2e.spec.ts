import { type Endpoint, problemAnswer } from '#contracts';
import fc from 'fast-check';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentedBy, offered } from '../setup/offered.js';
import { openServed, type Served } from '../setup/served.js';
import { anyRequest } from './any-request.js';
import { documentOf, type Examples, makeExamples } from './examples.js';
import { expectFits, expectProblem } from './fitting-answer.js';
import { type ApiRequest, invalidRequests, wellFormed } from './invalid-requests.js';
import { type Operation, operationsOf } from './openapi-document.js';
import { sendRequest } from './send-request.js';
import { prepare } from './successes.js';

let client: Served;
let examples: Examples;
let operations: Operation[];

beforeAll(async () => {
  client = await openServed({ LOG_LEVEL: 'error' });
  examples = await makeExamples(client);
  operations = operationsOf(documentOf(await documentedBy(client), examples));
});

afterAll(() => client.stop());

function send(endpoint: Endpoint, sent: ApiRequest): request.Test {
  return sendRequest(client.application.url, endpoint, sent);
}

function operationOf({ method, path }: Endpoint): Operation {
  const found = operations.find((each) => each.method === method && each.path === path);
  return found ?? expect.unreachable(`${method} ${path} is not in the document`);
}

// Before anything that may be answered later, by the process manager.
describe.each(offered())('$method $path', (endpoint) => {
  it('names the one fault of a request, and writes nothing', async () => {
    const operation = operationOf(endpoint);
    const before = await client.countWrites();
    for (const { fault, in: place, at, request: sent } of invalidRequests(operation)) {
      const answer = await send(endpoint, sent);
      const told = `${place} ${at} ${fault}: ${answer.status} ${answer.text}`;
      expect(answer.status, told).toBe(400);
      expectFits(endpoint, operation, answer);
      const { errors = [] } = problemAnswer.parse(answer.body);
      const named = errors.map((each) => `${each.in} ${each.path}`.toLowerCase());
      expect(named, told).toContain(`${place} ${at}`.toLowerCase());
    }
    expect(await client.countWrites()).toBe(before);
  });
});

/** Those that need a part to be out of reach. */
const notHere = ['GET /health/ready 503'];

const successes = offered().flatMap((endpoint) =>
  Object.keys(endpoint.answers).map((status) => {
    const name = `${endpoint.method} ${endpoint.path} ${status}`;
    return [name, endpoint, Number(status)] as const;
  }),
);

it.each(successes.filter(([name]) => !notHere.includes(name)))(
  '%s: is answered, as it is shown',
  async (_, endpoint, status) => {
    const operation = operationOf(endpoint);
    const asked = { client, endpoint, examples, example: wellFormed(operation) };
    const answer = await send(endpoint, await prepare(asked, status));
    expect(answer.status, answer.text).toBe(status);
    expectFits(endpoint, operation, answer);
  },
);

// At the end: what comes may close the examples' flight, and end their booking.
describe.each(offered())('$method $path', (endpoint) => {
  it('answers whatever comes as its contract shows, and never fails', async () => {
    const operation = operationOf(endpoint);
    await fc.assert(
      fc.asyncProperty(anyRequest(operation), async (sent) => {
        expectFits(endpoint, operation, await send(endpoint, sent));
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
      const answer = await request(client.application.url)[each](path === '' ? '/' : path);
      expect(answer.status).toBeLessThan(500);
      if (each !== 'head' && answer.status >= 400) expectProblem(answer);
    }),
    { numRuns: 200 },
  );
});
