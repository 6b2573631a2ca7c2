import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operatorKey } from '../setup/application.js';
import { type Client, openClient } from '../setup/client.js';

let client: Client;

beforeAll(async () => {
  client = await openClient();
});

afterAll(() => client.stop());

function get(path: string, headers: Record<string, string> = {}) {
  return request(client.application.url).get(path).set(headers);
}

describe('a request for the history', () => {
  it('is told where its Consistency-Token is malformed', async () => {
    const headers = { 'Consistency-Token': '%', Authorization: `Bearer ${operatorKey}` };
    const { status, body } = await get('/v1/history/streams/booking-4SZU7G', headers);
    expect(status).toBe(400);
    expect(body.errors).toEqual([
      expect.objectContaining({ in: 'header', path: 'Consistency-Token' }),
    ]);
  });
});

describe('a request that cannot be met', () => {
  it('asks for a write that no view will ever have', async () => {
    const token = Buffer.from('flight-ZZ1-EWR-2026-12-05@9').toString('base64url');
    const answer = await get('/v1/flights/ZZ1-EWR-2026-12-05', {
      'Consistency-Token': token,
      Prefer: 'wait=0',
    });
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBe('1');
    expect(answer.body.type).toBe('/problems/view-behind');
  });
});

describe('the OpenAPI document', () => {
  it('is served, and every path of it is routed', async () => {
    const { body } = await get('/openapi.json').expect(200);
    const reads = Object.entries<object>(body.paths).filter(([, path]) => 'get' in path);
    expect(reads.length).toBeGreaterThan(5);
    const unrouted = await get('/v1/hats').expect(404);
    for (const [path] of reads) {
      const answer = await get(path.replace('{flightId}', 'ZZ1-EWR-2026-12-05'));
      expect(answer.body.detail, path).not.toBe(unrouted.body.detail);
    }
  });

  it('has a page, to which the root leads', async () => {
    await get('/').expect(302).expect('location', '/docs');
    await request(client.application.url).head('/').expect(302);
    await request(client.application.url).post('/').expect(405).expect('allow', 'GET, HEAD');
  });

  it('has a page, with its parts, and no other below it', async () => {
    const { text } = await get('/docs').expect(200);
    expect(text).toMatch('swagger-ui');
    await get('/docs/swagger-ui.css')
      .expect(200)
      .expect('content-type', /^text\/css/);
    await get('/docs/swagger-ui-init.js').expect(200);
    const { body } = await get('/docs/hats').expect(404);
    expect(body.type).toBe('/problems/not-found');
  });
});
